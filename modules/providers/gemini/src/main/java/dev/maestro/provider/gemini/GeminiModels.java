package dev.maestro.provider.gemini;

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
import dev.maestro.dialect.gemini.GeminiWire;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Gemini's model list, page after page, of which those that generate content are kept. */
final class GeminiModels implements ModelsPart {
  private static final int MOST_PAGES = 100;

  private final String provider;
  private final GeminiConfig config;
  private final UpstreamClient upstream;
  private final WireDialect wire = new GeminiWire();

  GeminiModels(String provider, GeminiConfig config, UpstreamClient upstream) {
    this.provider = provider;
    this.config = config;
    this.upstream = upstream;
  }

  @Override
  public Future<List<ModelInfo>> models(OpenSession session) {
    return pages(session, "", new ArrayList<>(), MOST_PAGES);
  }

  private Future<List<ModelInfo>> pages(
      OpenSession session, String token, List<ModelInfo> found, int left) {
    String url = config.url("/models?pageSize=1000" + token);
    Map<String, String> headers = config.headers(session, Map.of());
    return upstream
        .send(UpstreamRequest.read(url, headers))
        .compose(answer -> {
          Json page = page(answer);
          page.list("models").stream()
              .filter(GeminiModels::generates)
              .forEach(model -> found.add(read(provider, model)));
          String next = page.textOrEmpty("nextPageToken");
          return next.isEmpty() || left == 1
              ? Future.succeededFuture(List.copyOf(found))
              : pages(session, "&pageToken=" + encoded(next), found, left - 1);
        });
  }

  private Json page(UpstreamAnswer answer) {
    if (!answer.ok()) {
      throw new ProviderException(wire.readError(answer.status(), answer.headers(), answer.body()));
    }
    Json page = Json.tolerant(answer.body().toString());
    if (!page.at("models").isList()) {
      throw ProviderException.of(ErrorKind.MALFORMED, "Gemini's model list cannot be understood.");
    }
    return page;
  }

  private static String encoded(String token) {
    return URLEncoder.encode(token, StandardCharsets.UTF_8);
  }

  private static boolean generates(Json model) {
    return model.list("supportedGenerationMethods").stream()
        .anyMatch(method -> "generateContent".equals(method.text()));
  }

  static ModelInfo read(String provider, Json model) {
    String name = model.textOrEmpty("name");
    Set<String> capabilities = new TreeSet<>(Set.of("chat", "streaming"));
    if (model.isTrue("thinking")) {
      capabilities.add("reasoning");
    }
    return new ModelInfo(
        name.startsWith("models/") ? name.substring("models/".length()) : name,
        model.text("displayName"),
        provider,
        limit(model, "inputTokenLimit"),
        limit(model, "outputTokenLimit"),
        capabilities,
        Set.of("text"),
        ModelInfo.SOURCE_VENDOR);
  }

  private static Long limit(Json model, String name) {
    long value = model.number(name);
    return value > 0 ? (Long) value : null;
  }
}
