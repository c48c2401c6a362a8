package dev.maestro.core.login;

import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.core.BrowserReturn;
import dev.maestro.core.LoginOutcome;
import dev.maestro.core.credential.SealedLogins;
import dev.maestro.core.session.SessionLookup;
import dev.maestro.core.store.KeyHash;
import dev.maestro.core.store.LoginRow;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Future;
import java.net.URI;
import java.util.Optional;

/** Takes what comes back from a vendor, by a person's hand or by a browser. */
public final class LoginFinishing {
  private static final String NOT_OURS =
      "This address belongs to no login that is under way: it was used before, or is too old. Begin"
          + " a new login.";

  private final LoginsTable logins;
  private final SessionLookup sessions;
  private final SealedLogins sealed;
  private final LoginExchange exchange;
  private final Doors doors;

  public LoginFinishing(
      LoginsTable logins,
      SessionLookup sessions,
      SealedLogins sealed,
      LoginExchange exchange,
      Doors doors) {
    this.logins = logins;
    this.sessions = sessions;
    this.sealed = sealed;
    this.exchange = exchange;
    this.doors = doors;
  }

  /** Whether something may still come back, or is being exchanged. */
  public Future<Boolean> isPending(SessionRow session) {
    return logins
        .ofSession(session.id())
        .map(found -> found.filter(LoginRow::underWay).isPresent());
  }

  /** Completes when the session is logged in. */
  public Future<Void> finish(SessionRow session, Secret pasted) {
    PastedCode brought = PastedCode.read(pasted);
    return logins
        .ofSession(session.id())
        .map(found -> found.filter(login -> !login.expired() && !login.claimed()))
        .map(found -> found.orElseThrow(() -> LoginRefusals.over(session)))
        .compose(login -> {
          boolean belongs =
              brought.state().filter(sealed.secrets(login).state()::equals).isPresent();
          if (brought.code().isEmpty() && brought.error().isEmpty()) {
            return Future.failedFuture(LoginRefusals.empty());
          }
          return belongs
              ? finish(session, login, brought)
              : Future.failedFuture(LoginRefusals.stateMismatch());
        });
  }

  private Future<Void> finish(SessionRow session, LoginRow login, PastedCode brought) {
    Future<Void> end =
        brought.error().isPresent()
            ? exchange.deny(session, login, brought.error().get())
            : exchange.finish(session, login, brought.code());
    return end.onSuccess(done -> doors.over(login))
        .onFailure(cause -> {
          if (!(cause instanceof ProviderException failure && failure.kind().retryable())) {
            doors.over(login);
          }
        });
  }

  /** Never fails: whatever went wrong is told to the person. */
  public Future<LoginOutcome> finish(BrowserReturn back) {
    if (back.state() == null || back.state().isBlank()) {
      return Future.succeededFuture(new LoginOutcome(null, false, NOT_OURS));
    }
    Secret state = Secret.of(back.state());
    return logins
        .ofState(KeyHash.of(state).hex())
        .map(found -> found.filter(login -> isFor(login, state, back)))
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(new LoginOutcome(null, false, NOT_OURS))
                : sessions
                    .read(found.get().session())
                    .map(Optional::orElseThrow)
                    .compose(session -> outcome(session, found.get(), back, state)))
        .otherwise(
            failure -> new LoginOutcome(null, false, ProviderException.from(failure).getMessage()));
  }

  private Future<LoginOutcome> outcome(
      SessionRow session, LoginRow login, BrowserReturn back, Secret state) {
    String name = session.provider() + "/" + session.name();
    Optional<String> error =
        Optional.ofNullable(back.error())
            .map(word -> back.description() == null ? word : back.description());
    PastedCode brought =
        new PastedCode(Optional.ofNullable(back.code()), Optional.of(state), error);
    return finish(session, login, brought)
        .map(done -> new LoginOutcome(name, true, "Its requests pass from now on."))
        .otherwise(
            failure -> new LoginOutcome(name, false, ProviderException.from(failure).getMessage()));
  }

  // Found by the hash of its state; compared in constant time all the same.
  private boolean isFor(LoginRow login, Secret state, BrowserReturn back) {
    return !login.expired()
        && !login.claimed()
        && sealed.secrets(login).state().equals(state)
        && login.redirectUri().filter(uri -> path(uri).equals(back.path())).isPresent();
  }

  private static String path(String uri) {
    String path = URI.create(uri).getPath();
    return path == null || path.isEmpty() ? "/" : path;
  }
}
