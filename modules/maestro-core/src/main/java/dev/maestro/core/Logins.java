package dev.maestro.core;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import io.vertx.core.Future;

/** Logins by OAuth that are under way; any node finishes them. */
public final class Logins {

  /** A login to a session that is there; it keeps name, mark and contexts. */
  public Future<SessionView> begin(String provider, String name) {
    return Future.failedFuture(later());
  }

  /**
   * Finishes with what the person pasted: the code, {@code code#state}, or the address that the
   * browser came to. Fails with 400 {@code code_rejected} or {@code state_mismatch}, 410 {@code
   * login_expired}, 404.
   */
  public Future<SessionView> finish(String provider, String name, Secret pasted) {
    return Future.failedFuture(later());
  }

  /** Finishes with what a browser brought. Never fails. */
  public Future<LoginOutcome> finish(BrowserReturn back) {
    return Future.succeededFuture(new LoginOutcome(null, false, later().getMessage()));
  }

  /** Where browsers come back to on this node. Opened at once if a login waits for it. */
  public Future<Void> door(CallbackDoor door) {
    return Future.succeededFuture();
  }

  private static ProviderException later() {
    return ProviderException.of(ErrorKind.UNSUPPORTED, "Logging in is not part of this version.");
  }
}
