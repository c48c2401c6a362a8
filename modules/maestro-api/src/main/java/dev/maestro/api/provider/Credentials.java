package dev.maestro.api.provider;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Opens the vault around a call; a token that the vendor refuses is renewed, once. */
final class Credentials {
  private final VaultView vault;
  private final Optional<OAuthPart> oauth;

  Credentials(VaultView vault, Optional<OAuthPart> oauth) {
    this.vault = vault;
    this.oauth = oauth;
  }

  /** The call must not have told anybody of an answer when it fails. */
  <T> Future<T> with(String session, Function<OpenSession, Future<T>> call) {
    return vault
        .open(session)
        .compose(opened ->
            run(call, opened)
                .recover(cause ->
                    mayPassWithNextToken(opened, cause)
                        ? vault.renew(opened).compose(renewed -> run(call, renewed))
                        : noted(opened, cause)));
  }

  private static <T> Future<T> run(Function<OpenSession, Future<T>> call, OpenSession session) {
    return Objects.requireNonNull(call.apply(session));
  }

  private boolean mayPassWithNextToken(OpenSession session, Throwable cause) {
    return session.facts().authType() == AuthType.OAUTH
        && cause instanceof ProviderException refusal
        && refusal.facts().fromVendor()
        && oauth.filter(part -> part.renews(refusal.facts())).isPresent();
  }

  private <T> Future<T> noted(OpenSession session, Throwable cause) {
    if (session.facts().authType() == AuthType.API_KEY
        && cause instanceof ProviderException refusal
        && refusal.facts().fromVendor()
        && refusal.kind() == ErrorKind.UNAUTHORIZED) {
      vault.refused(session);
    }
    return Future.failedFuture(cause);
  }
}
