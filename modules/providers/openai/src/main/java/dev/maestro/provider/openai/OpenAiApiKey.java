package dev.maestro.provider.openai;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.ApiKeyPart;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.upstream.UpstreamAnswer;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.Json;
import io.vertx.core.Future;
import java.util.Map;

/** Checks a key with the model list, which costs nothing. */
final class OpenAiApiKey implements ApiKeyPart {
  private final OpenAiConfig config;
  private final UpstreamClient upstream;

  OpenAiApiKey(OpenAiConfig config, UpstreamClient upstream) {
    this.config = config;
    this.upstream = upstream;
  }

  @Override
  public Future<KeyCheck> check(OpenSession session) {
    UpstreamRequest request =
        UpstreamRequest.read(config.url("/models"), OpenAiConfig.headers(session, Map.of()));
    return upstream
        .send(request)
        .map(answer -> read(answer, session.secret()))
        .recover(cause ->
            Future.succeededFuture(
                new KeyCheck.Unknown(ProviderException.from(cause).getMessage())));
  }

  /**
   * Only {@code invalid_api_key} says that the key is bad. A restricted key may converse though it
   * gets a 403 here, and a 401 may speak of the organisation.
   */
  static KeyCheck read(UpstreamAnswer answer, Secret key) {
    Json body = Json.tolerant(answer.body().toString());
    if (answer.ok() && body.at("data").isList()) {
      return new KeyCheck.Good();
    }
    String code = body.at("error").text("code");
    String said = body.at("error").textOrEmpty("message").replace(key.reveal(), "[hidden]");
    return answer.status() == 401 && "invalid_api_key".equals(code)
        ? new KeyCheck.Bad(ErrorFacts.vendor(ErrorKind.UNAUTHORIZED, 401, code, said))
        : new KeyCheck.Unknown(("OpenAI answered " + answer.status() + ". " + said).strip());
  }
}
