package dev.maestro.testkit;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.Login;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.provider.VaultView;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A vault that keeps sessions and logins in memory, by their names. */
final class MemoryVault implements VaultView {
  private final Map<String, OpenSession> sessions = new ConcurrentHashMap<>();
  private final Map<String, Login> logins = new ConcurrentHashMap<>();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private Function<String, Future<?>> refresh;

  /** Adds a session by API key, whose id is its name. */
  MemoryVault with(String provider, String name, Secret key) {
    SessionFacts facts = new SessionFacts(name, provider, name, AuthType.API_KEY, null, null);
    sessions.put(name, new OpenSession(facts, key));
    return this;
  }

  /** Adds a session by OAuth. */
  void with(String provider, String name, Tokens tokens) {
    sessions.put(name, new OpenSession(byOAuth(provider, name), tokens, 0));
  }

  /** Begins a login for a session of the same name. */
  void pending(String provider, String name, String state, Secret verifier) {
    logins.put(name, new Login(byOAuth(provider, name), null, state, verifier, null, null));
  }

  private static SessionFacts byOAuth(String provider, String name) {
    return new SessionFacts(name, provider, name, AuthType.OAUTH, null, null);
  }

  /** Notes what a person brought back. */
  void brought(String name, String redirectUri, Secret code) {
    Login begun = logins.get(name);
    logins.put(
        name, new Login(begun.session(), redirectUri, begun.state(), begun.verifier(), code, null));
  }

  /** How a token is renewed. */
  void refreshWith(Function<String, Future<?>> call) {
    this.refresh = call;
  }

  /** What a session's login or last refresh gave, or null. */
  Grant grant(String name) {
    return grants.get(name);
  }

  /** The session as it is now. */
  OpenSession session(String name) {
    return sessions.get(name);
  }

  @Override
  public Future<OpenSession> open(String sessionId) {
    OpenSession session = sessions.get(sessionId);
    return session == null
        ? Future.failedFuture(
            ProviderException.of(ErrorKind.NOT_FOUND, "There is no session " + sessionId + "."))
        : Future.succeededFuture(session);
  }

  @Override
  public Future<OpenSession> renew(OpenSession refused) {
    String id = refused.facts().id();
    return sessions.get(id).generation() > refused.generation()
        ? open(id)
        : refresh.apply(id).compose(done -> open(id));
  }

  @Override
  public Future<OpenSession> stored(String sessionId) {
    return open(sessionId);
  }

  @Override
  public Future<Login> login(String loginId) {
    return Future.succeededFuture(logins.get(loginId));
  }

  @Override
  public Future<Void> granted(String loginId, Grant grant) {
    return store(logins.get(loginId).session(), grant, 0);
  }

  @Override
  public Future<Void> kept(OpenSession before, Tokens rotated) {
    sessions.put(
        before.facts().id(), new OpenSession(before.facts(), rotated, before.generation()));
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> refreshed(OpenSession before, Grant grant) {
    return store(before.facts(), grant, before.generation() + 1);
  }

  private Future<Void> store(SessionFacts facts, Grant grant, long generation) {
    sessions.put(facts.id(), new OpenSession(facts, grant.tokens(), generation));
    grants.put(facts.id(), grant);
    return Future.succeededFuture();
  }
}
