package dev.maestro.provider.anthropic;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.provider.ModelsPart;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.upstream.UpstreamAnswer;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.messages.MessagesWire;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Anthropic's model list, page after page. */
final class AnthropicModels implements ModelsPart {
  private static final int MOST_PAGES = 100;

  private final String provider;
  private final AnthropicConfig config;
  private final UpstreamClient upstream;
  private final WireDialect wire = new AnthropicWire(new MessagesWire());

  AnthropicModels(String provider, AnthropicConfig config, UpstreamClient upstream) {
    this.provider = provider;
    this.config = config;
    this.upstream = upstream;
  }

  @Override
  public Future<List<ModelInfo>> models(OpenSession session) {
    return pages(session, "", new ArrayList<>(), MOST_PAGES);
  }

  private Future<List<ModelInfo>> pages(
      OpenSession session, String after, List<ModelInfo> found, int left) {
    String url = config.url("/v1/models?limit=1000" + after);
    Map<String, String> headers = AnthropicConfig.headers(session, Map.of());
    return upstream
        .send(UpstreamRequest.read(url, headers))
        .compose(answer -> {
          Json page = page(answer);
          page.list("data").forEach(model -> found.add(read(provider, model)));
          String last = page.textOrEmpty("last_id");
          return page.isTrue("has_more") && !last.isEmpty() && left > 1
              ? pages(session, "&after_id=" + encoded(last), found, left - 1)
              : Future.succeededFuture(List.copyOf(found));
        });
  }

  private Json page(UpstreamAnswer answer) {
    if (!answer.ok()) {
      throw new ProviderException(wire.readError(answer.status(), answer.headers(), answer.body()));
    }
    Json page = Json.tolerant(answer.body().toString());
    if (!page.at("data").isList()) {
      throw ProviderException.of(
          ErrorKind.MALFORMED, "Anthropic's model list cannot be understood.");
    }
    return page;
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  static ModelInfo read(String provider, Json model) {
    Json can = model.at("capabilities");
    Set<String> capabilities = new TreeSet<>(Set.of("chat", "streaming", "tools"));
    Set<String> modalities = new TreeSet<>(Set.of("text"));
    addIf(can, "thinking", "reasoning", capabilities);
    addIf(can, "structured_outputs", "structured_output", capabilities);
    addIf(can, "image_input", "vision", capabilities);
    addIf(can, "image_input", "image", modalities);
    addIf(can, "pdf_input", "document", modalities);
    return new ModelInfo(
        model.text("id"),
        model.text("display_name"),
        provider,
        limit(model, "max_input_tokens"),
        limit(model, "max_tokens"),
        capabilities,
        modalities,
        ModelInfo.SOURCE_VENDOR);
  }

  private static void addIf(Json can, String vendors, String ours, Set<String> to) {
    if (can.at(vendors).isTrue("supported")) {
      to.add(ours);
    }
  }

  private static Long limit(Json model, String name) {
    long value = model.number(name);
    return value > 0 ? (Long) value : null;
  }
}
