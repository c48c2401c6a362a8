package dev.maestro.core;

import io.vertx.core.Future;
import java.time.Instant;

/** A node's listener for browsers that come back from a vendor. */
public interface CallbackDoor {
  /**
   * Opens it, or leaves it open, until then at least; completes with its address as vendors know
   * it: {@code http://localhost:1455/auth/callback}. Fails with {@link
   * dev.maestro.api.ErrorKind#UNAVAILABLE} where no port can be had.
   *
   * @param until null for no end
   */
  Future<String> open(Instant until);

  /** No login waits for it any more. */
  void close();
}
