package dev.maestro.api.provider;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.Tokens;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * What a provider may see of the vault: its own sessions, opened one at a time around a call. Core
 * implements it and hands it over at deployment; it refuses ids of other providers.
 */
public interface VaultView {
  /**
   * Completes with the session and its credential; fails with {@link ErrorKind#NOT_FOUND} where
   * there is no such session of this provider. Where its token is over, waits for the next one.
   * Callable from any context.
   */
  Future<OpenSession> open(String sessionId);

  /**
   * The same session with the next token, after the vendor refused this one: refreshed now, unless
   * somebody else did meanwhile. Fails with {@link ErrorKind#NEEDS_LOGIN} where only a person can
   * help.
   */
  default Future<OpenSession> renew(OpenSession refused) {
    return Future.failedFuture(noLogins());
  }

  /** Notes that the vendor refused a session's API key. */
  default void refused(OpenSession session) {
    // Nobody has to be told.
  }

  /** The session as it is stored, whatever its state, for a refresh or a revocation. */
  default Future<OpenSession> stored(String sessionId) {
    return Future.failedFuture(noLogins());
  }

  /** A login under way. */
  default Future<Login> login(String loginId) {
    return Future.failedFuture(noLogins());
  }

  /** Completes when the login's session is stored with what it was given. */
  default Future<Void> granted(String loginId, Grant grant) {
    return Future.failedFuture(noLogins());
  }

  /**
   * Completes when tokens that rotated are stored for whoever refreshes next, while this refresh
   * goes on; as {@link #refreshed}, by which it ends.
   */
  default Future<Void> kept(OpenSession before, Tokens rotated) {
    return Future.failedFuture(noLogins());
  }

  /**
   * Completes when what a refresh gave is stored; goes on trying while the database is away, since
   * a token that rotated exists nowhere else.
   *
   * @param before the session as it was refreshed
   */
  default Future<Void> refreshed(OpenSession before, Grant grant) {
    return Future.failedFuture(noLogins());
  }

  /**
   * Has everybody else wait with refreshing this session for as long as the work goes on, and this
   * node lives.
   */
  default <T> Future<T> whileRefreshing(OpenSession session, Supplier<Future<T>> work) {
    return work.get();
  }

  private static ProviderException noLogins() {
    return ProviderException.of(ErrorKind.UNSUPPORTED, "Logins are not kept here.");
  }
}
