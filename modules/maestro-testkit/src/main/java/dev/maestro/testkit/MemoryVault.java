package dev.maestro.testkit;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.provider.VaultView;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A vault that keeps API-key sessions in memory, by their names. */
final class MemoryVault implements VaultView {
  private final Map<String, OpenSession> sessions = new ConcurrentHashMap<>();

  /** Adds a session whose id is its name. */
  MemoryVault with(String provider, String name, Secret key) {
    SessionFacts facts = new SessionFacts(name, provider, name, AuthType.API_KEY, null, null);
    sessions.put(name, new OpenSession(facts, key));
    return this;
  }

  @Override
  public Future<OpenSession> open(String sessionId) {
    OpenSession session = sessions.get(sessionId);
    return session == null
        ? Future.failedFuture(
            ProviderException.of(ErrorKind.NOT_FOUND, "There is no session " + sessionId + "."))
        : Future.succeededFuture(session);
  }
}
