package dev.maestro.provider.gemini;

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
import java.util.Set;

/** Checks a key with a list of one model, which costs nothing. */
final class GeminiApiKey implements ApiKeyPart {
  /** A bad key is a 400 like any other bad request; only the reason tells. */
  private static final Set<String> BAD = Set.of("API_KEY_INVALID", "API_KEY_EXPIRED");

  private final GeminiConfig config;
  private final UpstreamClient upstream;

  GeminiApiKey(GeminiConfig config, UpstreamClient upstream) {
    this.config = config;
    this.upstream = upstream;
  }

  @Override
  public Future<KeyCheck> check(OpenSession session) {
    UpstreamRequest request =
        UpstreamRequest.read(config.url("/models?pageSize=1"), config.headers(session, Map.of()));
    return upstream
        .send(request)
        .map(answer -> read(answer, session.secret()))
        .recover(cause ->
            Future.succeededFuture(
                new KeyCheck.Unknown(ProviderException.from(cause).getMessage())));
  }

  static KeyCheck read(UpstreamAnswer answer, Secret key) {
    Json body = Json.tolerant(answer.body().toString());
    if (answer.ok() && body.at("models").isList()) {
      return new KeyCheck.Good();
    }
    Json error = body.at("error");
    String said = error.textOrEmpty("message").replace(key.reveal(), "[hidden]");
    return error.list("details").stream()
        .map(detail -> detail.textOrEmpty("reason"))
        .filter(BAD::contains)
        .findFirst()
        .<KeyCheck>map(reason -> bad(answer.status(), reason, said))
        .orElseGet(() ->
            new KeyCheck.Unknown(("Gemini answered " + answer.status() + ". " + said).strip()));
  }

  private static KeyCheck bad(int status, String reason, String said) {
    return new KeyCheck.Bad(ErrorFacts.vendor(ErrorKind.UNAUTHORIZED, status, reason, said));
  }
}
