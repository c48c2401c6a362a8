package dev.maestro.provider.anthropic;

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

/** Checks a key with a list of one model, which costs nothing. */
final class AnthropicApiKey implements ApiKeyPart {
  private final AnthropicConfig config;
  private final UpstreamClient upstream;

  AnthropicApiKey(AnthropicConfig config, UpstreamClient upstream) {
    this.config = config;
    this.upstream = upstream;
  }

  @Override
  public Future<KeyCheck> check(OpenSession session) {
    UpstreamRequest request =
        UpstreamRequest.read(
            config.url("/v1/models?limit=1"), AnthropicConfig.headers(session, Map.of()));
    return upstream
        .send(request)
        .map(answer -> read(answer, session.secret()))
        .recover(cause ->
            Future.succeededFuture(
                new KeyCheck.Unknown(ProviderException.from(cause).getMessage())));
  }

  /** Only a 401 of Anthropic's own says that the key is bad; a 403 is about rights. */
  static KeyCheck read(UpstreamAnswer answer, Secret key) {
    Json body = Json.tolerant(answer.body().toString());
    if (answer.ok() && body.at("data").isList()) {
      return new KeyCheck.Good();
    }
    String type = body.at("error").text("type");
    String said = body.at("error").textOrEmpty("message").replace(key.reveal(), "[hidden]");
    return answer.status() == 401 && "authentication_error".equals(type)
        ? new KeyCheck.Bad(ErrorFacts.vendor(ErrorKind.UNAUTHORIZED, 401, type, said))
        : new KeyCheck.Unknown(("Anthropic answered " + answer.status() + ". " + said).strip());
  }
}
