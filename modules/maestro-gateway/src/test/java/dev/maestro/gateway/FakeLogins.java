package dev.maestro.gateway;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.core.AuthorizationView;
import dev.maestro.core.BrowserReturn;
import dev.maestro.core.CallbackDoor;
import dev.maestro.core.LoginOutcome;
import dev.maestro.core.NewSession;
import dev.maestro.core.SessionChange;
import dev.maestro.core.SessionView;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.Future;

/** The part of a fake core that makes sessions and logs them in. */
abstract class FakeLogins implements Operations {
  volatile NewSession created;
  volatile SessionChange changed;

  /** What a person has to do for the sessions that are made from now on; null for nothing. */
  volatile AuthorizationView login;

  /** What the next finish or beginning of a login fails with. */
  volatile ProviderException loginFailure;

  volatile ProviderException refreshFailure =
      ProviderException.of(ErrorKind.CONFLICT, "Nothing to refresh: it has an API key.");
  volatile boolean pending;
  volatile Secret pasted;
  volatile BrowserReturn back;
  volatile CallbackDoor door;

  abstract SessionView add(String name, Dialect... dialects);

  @Override
  public Future<SessionView> createSession(NewSession wanted) {
    created = wanted;
    return Future.succeededFuture(add(wanted.name()).with(login));
  }

  @Override
  public Future<SessionView> updateSession(String provider, String name, SessionChange change) {
    changed = change;
    return showSession(provider, name);
  }

  @Override
  public Future<SessionView> refreshTokens(String provider, String name) {
    return refreshFailure == null
        ? showSession(provider, name)
        : Future.failedFuture(refreshFailure);
  }

  @Override
  public Future<Boolean> isLoginPending(String provider, String name) {
    return Future.succeededFuture(pending);
  }

  @Override
  public Future<SessionView> beginLogin(String provider, String name) {
    return loginFailure == null
        ? showSession(provider, name).map(session -> session.with(login))
        : Future.failedFuture(loginFailure);
  }

  @Override
  public Future<SessionView> finishLogin(String provider, String name, Secret code) {
    pasted = code;
    return loginFailure == null ? showSession(provider, name) : Future.failedFuture(loginFailure);
  }

  @Override
  public Future<LoginOutcome> finishLogin(BrowserReturn browser) {
    back = browser;
    return Future.succeededFuture(new LoginOutcome("fake/work", true, "It is done."));
  }

  @Override
  public Future<Void> receiveBrowsers(CallbackDoor here) {
    door = here;
    return Future.succeededFuture();
  }
}
