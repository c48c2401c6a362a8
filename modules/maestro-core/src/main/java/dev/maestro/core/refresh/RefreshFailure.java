package dev.maestro.core.refresh;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.oauth.TokenRefusal;
import dev.maestro.core.store.SessionStatus;
import java.util.Optional;

/**
 * What a failed refresh means.
 *
 * @param end the status that only a person can change; empty where it is tried again
 * @param tellAt after how many failures in a row people are told
 */
record RefreshFailure(Optional<SessionStatus> end, int tellAt) {
  private static final int PATIENCE = 3;

  /** A node that stops, or a database that is away, for half a minute is nobody's business. */
  private static final int PATIENCE_WITH_OURS = 15;

  static RefreshFailure of(ErrorFacts facts) {
    if (facts.kind() == ErrorKind.NEEDS_LOGIN) {
      boolean revoked = TokenRefusal.REVOKED.equals(facts.code());
      return new RefreshFailure(
          Optional.of(revoked ? SessionStatus.REVOKED : SessionStatus.NEEDS_LOGIN), 1);
    }
    // What does not pass by itself is a setting: waiting shows nothing new.
    int tellAt = isOurs(facts.kind()) ? PATIENCE_WITH_OURS : passes(facts.kind()) ? PATIENCE : 1;
    return new RefreshFailure(Optional.empty(), tellAt);
  }

  /**
   * Whether it is tried again at once even where the token is good and nobody needs the next: what
   * a setting has to mend is to be told of, and whether the vendor has taken the refresh token,
   * without its answer having come, is to be found out.
   */
  static boolean mattersToAGoodToken(ErrorFacts facts) {
    return !passes(facts.kind()) || (!facts.fromVendor() && !isOurs(facts.kind()));
  }

  /** Whether the vendor was not asked at all. */
  static boolean isOurs(ErrorKind kind) {
    return kind == ErrorKind.UNAVAILABLE;
  }

  /** Whether the vendor, or the way to it, is at fault. */
  static boolean passes(ErrorKind kind) {
    return kind.retryable();
  }
}
