package dev.maestro.api.provider;

import io.vertx.core.Future;

/**
 * What a provider may see of the vault: its own sessions, opened one at a time around a call. Core
 * implements it and hands it over at deployment; it refuses ids of other providers.
 */
public interface VaultView {
  /**
   * Completes with the session and its credential; fails with {@link
   * dev.maestro.api.ErrorKind#NOT_FOUND} where there is no such session of this provider. Callable
   * from any context.
   */
  Future<OpenSession> open(String sessionId);
}
