package dev.maestro.core.login;

import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.bus.Done;
import dev.maestro.api.bus.LoginCall;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.core.change.Changes;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.provider.Ability;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.store.LoginRow;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.vault.SecretPlace;
import dev.maestro.core.vault.Vault;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends logins: uses the state, once on all nodes, seals the code into the login, and has the
 * provider make tokens of it.
 */
public final class LoginExchange {
  private static final Logger logger = LoggerFactory.getLogger(LoginExchange.class);

  private final LoginsTable logins;
  private final Vault vault;
  private final ProviderCalls providers;
  private final Notifier notifier;
  private final Changes changes;

  public LoginExchange(
      LoginsTable logins,
      Vault vault,
      ProviderCalls providers,
      Notifier notifier,
      Changes changes) {
    this.logins = logins;
    this.vault = vault;
    this.providers = providers;
    this.notifier = notifier;
    this.changes = changes;
  }

  /** Completes when the session is logged in and stored. */
  public Future<Void> finish(SessionRow session, LoginRow login, Optional<Secret> code) {
    return logins
        .claim(
            login.id(), code.map(text -> vault.seal(text, SecretPlace.ofLogin(login.id(), "code"))))
        .compose(mine ->
            mine ? exchange(session, login) : Future.failedFuture(LoginRefusals.over(session)))
        .onSuccess(done -> {
          logger.info("Session {}/{} is logged in", session.provider(), session.name());
        })
        .compose(done -> notifier.trySettle(session.id()));
  }

  private Future<Void> exchange(SessionRow session, LoginRow login) {
    return providers
        .request(
            Ability.EXCHANGE,
            session.provider(),
            new LoginCall(login.id().toString(), null),
            Done.class)
        .<Void>mapEmpty()
        .recover(cause -> failed(session, login, ProviderException.from(cause)));
  }

  /** The person said no: the state is used all the same. */
  Future<Void> deny(SessionRow session, LoginRow login, String words) {
    return logins
        .claim(login.id(), Optional.empty())
        .compose(mine ->
            mine
                ? refused(session, login, LoginRefusals.denied(session, words))
                : Future.failedFuture(LoginRefusals.over(session)));
  }

  // Whoever keeps a door open for this login hears that it is over.
  private Future<Void> refused(SessionRow session, LoginRow login, ProviderException refusal) {
    changes.tell(session.id().toString());
    return logins.forgetCode(login.id()).transform(forgotten -> Future.<Void>failedFuture(refusal));
  }

  private Future<Void> failed(SessionRow session, LoginRow login, ProviderException cause) {
    ProviderException said = LoginRefusals.explained(session, cause);
    if (login.credential().isPresent() || login.flow() == LoginFlow.NONE) {
      return Future.failedFuture(said); // nobody brought a code that could be wrong
    }
    // A state that was used stays used, unless the vendor never saw the code. The row keeps what
    // else was wished for until a new login.
    return switch (cause.kind()) {
      case NEEDS_LOGIN, INVALID_REQUEST ->
          refused(session, login, LoginRefusals.rejected(session, cause.facts()));
      case UNREACHABLE, UNAVAILABLE ->
          logins.release(login.id()).transform(free -> Future.failedFuture(said));
      default -> refused(session, login, said);
    };
  }
}
