package dev.maestro.api.provider;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.Done;
import dev.maestro.api.bus.LoginCall;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.Tokens;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and seals around an OAuth part; only ids come in, and nothing goes out. */
final class LoginService {
  private static final Logger LOG = LoggerFactory.getLogger(LoginService.class);

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
        .compose(login ->
            grant(login)
                .compose(grant ->
                    vault
                        .granted(call.login(), grant)
                        .recover(cause -> unwanted(login.session(), grant.tokens(), cause))))
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
                        .compose(renewed ->
                            completed(before, renewed)
                                .compose(grant -> vault.refreshed(before, grant))
                                .recover(
                                    cause -> unwanted(before.facts(), renewed.tokens(), cause)))))
        .map(stored -> new Done());
  }

  // What was given for a session that was deleted meanwhile, nobody else knows to end.
  private Future<Void> unwanted(SessionFacts session, Tokens given, Throwable cause) {
    return vault
        .stored(session.id())
        .<Void>mapEmpty()
        .recover(gone ->
            gone instanceof ProviderException refusal && refusal.kind() == ErrorKind.NOT_FOUND
                ? part.revoke(new OpenSession(session, given, 0))
                    .onFailure(failure ->
                        LOG.warn(
                            "What {}/{} was given after its deletion could not be ended at the vendor: {}",
                            session.provider(),
                            session.name(),
                            failure.getMessage()))
                : Future.succeededFuture())
        .transform(ended -> Future.failedFuture(cause));
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
