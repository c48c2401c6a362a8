package dev.maestro.api.provider;

import io.vertx.core.Future;

/** A provider's part for sessions that log in with an API key. */
public interface ApiKeyPart {
  /**
   * Asks the vendor, as cheaply as it allows, whether the session's key is good. Completes with
   * what was found, also where the vendor cannot be reached; fails only on a fault of the part
   * itself.
   */
  Future<KeyCheck> check(OpenSession session);
}
