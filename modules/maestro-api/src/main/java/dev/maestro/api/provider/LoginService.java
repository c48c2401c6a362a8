package dev.maestro.api.provider;

import dev.maestro.api.bus.Done;
import dev.maestro.api.bus.LoginCall;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import io.vertx.core.Future;

/** Opens and seals around an OAuth part; only ids come in, and nothing goes out. */
final class LoginService {
  private final VaultView vault;
  private final OAuthPart part;

  LoginService(VaultView vault, OAuthPart part) {
    this.vault = vault;
    this.part = part;
  }

  Future<Authorization> authorize(LoginCall call) {
    return vault
        .login(call.login())
        .compose(login ->
            part.authorize(
                new Login(
                    login.session(),
                    call.callback(),
                    login.state(),
                    login.verifier(),
                    null,
                    null)));
  }

  Future<Done> exchange(LoginCall call) {
    return vault
        .login(call.login())
        .compose(this::grant)
        .compose(grant -> vault.granted(call.login(), grant))
        .map(stored -> new Done());
  }

  private Future<Grant> grant(Login login) {
    return login.credential() == null
        ? part.exchange(login)
        : part.adopt(login.session(), login.credential());
  }

  Future<Done> refresh(String session) {
    return vault
        .stored(session)
        .compose(before ->
            vault.whileRefreshing(
                before,
                () ->
                    part.refresh(before)
                        .compose(renewed -> completed(before, renewed))
                        .compose(grant -> vault.refreshed(before, grant))))
        .map(stored -> new Done());
  }

  private Future<Grant> completed(OpenSession before, Grant renewed) {
    return part.completion(before, renewed)
        .map(more -> vault.kept(before, renewed.tokens()).compose(kept -> more.get()))
        .orElseGet(() -> Future.succeededFuture(renewed));
  }

  Future<Done> revoke(String session) {
    return vault.stored(session).compose(part::revoke).map(ended -> new Done());
  }
}
