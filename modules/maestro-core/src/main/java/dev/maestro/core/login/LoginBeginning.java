package dev.maestro.core.login;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.bus.LoginCall;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.core.AuthorizationView;
import dev.maestro.core.credential.SealedJson.LoginSecrets;
import dev.maestro.core.credential.SealedLogins;
import dev.maestro.core.provider.Ability;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.session.SessionRefusals;
import dev.maestro.core.store.LoginRow;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.vault.Vault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins logins: keeps their secrets, and asks the provider where the person has to go. */
public final class LoginBeginning {
  private static final Logger logger = LoggerFactory.getLogger(LoginBeginning.class);

  private final LoginsTable logins;
  private final Vault vault;
  private final ProviderCalls providers;
  private final LoginExchange exchange;
  private final Doors doors;
  private final Optional<Duration> lifetime;
  private final LoginRandom random = new LoginRandom();

  public LoginBeginning(
      LoginsTable logins,
      Vault vault,
      ProviderCalls providers,
      LoginExchange exchange,
      Doors doors,
      Optional<Duration> lifetime) {
    this.logins = logins;
    this.vault = vault;
    this.providers = providers;
    this.exchange = exchange;
    this.doors = doors;
    this.lifetime = lifetime;
  }

  /**
   * Completes with what the person has to do; empty where nothing is left to be done and the
   * session is logged in.
   *
   * @param credential another program's login that the session is made of
   */
  public Future<Optional<AuthorizationView>> begin(
      SessionRow session, boolean asDefault, Optional<Secret> credential) {
    LoginFlow flow;
    try {
      flow = credential.isPresent() ? LoginFlow.NONE : flow(session);
    } catch (ProviderException unknown) {
      return Future.failedFuture(unknown);
    }
    Secret state = random.next();
    LoginRow login =
        SealedLogins.row(
            vault,
            session.id(),
            flow,
            new LoginSecrets(state, random.next()),
            asDefault,
            credential);
    return logins
        .replace(login, lifetime)
        .map(found ->
            found.orElseThrow(
                () -> SessionRefusals.unknown(session.provider() + "/" + session.name())))
        .compose(stored ->
            (flow == LoginFlow.NONE
                    ? exchange
                        .finish(session, stored, Optional.empty())
                        .map(done -> Optional.<AuthorizationView>empty())
                    : authorize(session, stored, state).map(Optional::of))
                .recover(cause -> {
                  doors.over(login);
                  return logins.delete(login.id()).transform(gone -> Future.failedFuture(cause));
                }));
  }

  private LoginFlow flow(SessionRow session) {
    LoginFlow flow = providers.description(session.provider()).flow();
    if (flow == null) {
      throw ProviderException.of(
          ErrorKind.UNSUPPORTED,
          "auth_type: the provider " + session.provider() + " does not log in by OAuth.");
    }
    return flow;
  }

  // The browser then ends on an address that does not answer, which can be pasted.
  private static Future<String> withoutDoor(SessionRow session, Throwable closed) {
    logger.warn(
        "The login of {}/{} has to be finished by hand: {}",
        session.provider(),
        session.name(),
        closed.getMessage());
    return Future.succeededFuture(null);
  }

  private Future<AuthorizationView> authorize(SessionRow session, LoginRow login, Secret state) {
    Future<String> door =
        login.flow() == LoginFlow.CALLBACK
            ? doors.open(login).recover(closed -> withoutDoor(session, closed))
            : Future.succeededFuture((String) null);
    return door.compose(callback ->
            providers.request(
                Ability.AUTHORIZE,
                session.provider(),
                new LoginCall(login.id().toString(), callback),
                Authorization.class))
        .compose(authorization ->
            logins
                .storeRedirect(login.id(), authorization.redirectUri())
                .map(stored ->
                    new AuthorizationView(
                        authorization.url(),
                        login.flow(),
                        state.reveal(),
                        login.expiresAt().orElse(null))));
  }
}
