package dev.maestro.provider.openai;

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
import dev.maestro.dialect.chat.ChatWire;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * OpenAI's model list: one page of bare ids, of which those that converse are kept; with an access
 * token ChatGPT's own list.
 */
final class OpenAiModels implements ModelsPart {
  /** What does not converse, told from its id: the list says nothing of abilities. */
  private static final Pattern OTHER =
      Pattern.compile(
          ".*(embedding|whisper|tts|dall-e|moderation|-image|image-|sora|transcribe|realtime).*"
              + "|(babbage|davinci)-002");

  private final String provider;
  private final OpenAiConfig config;
  private final UpstreamClient upstream;
  private final WireDialect wire = new ChatWire();

  OpenAiModels(String provider, OpenAiConfig config, UpstreamClient upstream) {
    this.provider = provider;
    this.config = config;
    this.upstream = upstream;
  }

  @Override
  public Future<List<ModelInfo>> models(OpenSession session) {
    if (session.byAccessToken()) {
      String url =
          config.chatGptUrl(
              "/models?client_version="
                  + URLEncoder.encode(config.clientVersion(), StandardCharsets.UTF_8));
      Map<String, String> headers = OpenAiConfig.chatGptHeaders(session, "application/json");
      return upstream
          .send(UpstreamRequest.read(url, headers))
          .map(answer -> ChatGptList.read(provider, list(answer, "models")));
    }
    Map<String, String> headers = OpenAiConfig.headers(session, Map.of());
    return upstream
        .send(UpstreamRequest.read(config.url("/models"), headers))
        .map(answer -> read(list(answer, "data")));
  }

  private List<Json> list(UpstreamAnswer answer, String field) {
    if (!answer.ok()) {
      throw new ProviderException(wire.readError(answer.status(), answer.headers(), answer.body()));
    }
    Json page = Json.tolerant(answer.body().toString());
    if (!page.at(field).isList()) {
      throw ProviderException.of(ErrorKind.MALFORMED, "OpenAI's model list cannot be understood.");
    }
    return page.list(field);
  }

  private List<ModelInfo> read(List<Json> listed) {
    return listed.stream()
        .map(model -> model.text("id"))
        .filter(id -> id != null && converses(id))
        .map(id -> read(provider, id))
        .toList();
  }

  static boolean converses(String id) {
    return !OTHER.matcher(id).matches();
  }

  static ModelInfo read(String provider, String id) {
    Set<String> capabilities = new TreeSet<>(Set.of("chat", "streaming"));
    if (OpenAiModel.of(id).reasons()) {
      capabilities.add("reasoning");
    }
    return new ModelInfo(
        id, id, provider, null, null, capabilities, Set.of("text"), ModelInfo.SOURCE_VENDOR);
  }
}
