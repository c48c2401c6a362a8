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

  static RefreshFailure of(ErrorFacts facts) {
    if (facts.kind() == ErrorKind.NEEDS_LOGIN) {
      boolean revoked = TokenRefusal.REVOKED.equals(facts.code());
      return new RefreshFailure(
          Optional.of(revoked ? SessionStatus.REVOKED : SessionStatus.NEEDS_LOGIN), 1);
    }
    // What does not pass by itself is a setting: waiting shows nothing new.
    return new RefreshFailure(Optional.empty(), passes(facts.kind()) ? PATIENCE : 1);
  }

  /** Whether the vendor, or the way to it, is at fault. */
  static boolean passes(ErrorKind kind) {
    return kind.retryable();
  }
}
