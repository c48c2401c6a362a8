package dev.maestro.core.refresh;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.store.SessionRow;
import java.time.Duration;

/** What one caller wants, how long it has waited, and what kept it from getting it. */
final class Wish {
  /** How long a request waits for a vendor that fails. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SessionRow asked;
  private final Why why;
  private final long began = System.nanoTime();
  private ErrorFacts lastFailure;

  Wish(SessionRow asked, Why why) {
    this.asked = asked;
    this.why = why;
  }

  /** The session as the caller knew it. */
  SessionRow asked() {
    return asked;
  }

  Why why() {
    return why;
  }

  /**
   * Whether only an attempt that is due may be made. What the vendor refused is not due; but after
   * a failure, when to try again counts for that too.
   */
  boolean onlyIfDue(SessionRow row) {
    return switch (why) {
      case AHEAD, OVER -> true;
      case REFUSED -> row.login().failures() > 0;
      case ASKED -> false;
    };
  }

  void failed(ErrorFacts facts) {
    lastFailure = facts;
  }

  boolean hasWaited(Duration time) {
    return System.nanoTime() - began >= time.toNanos();
  }

  /** Whether a failure is the answer, rather than another attempt. */
  boolean givesUp() {
    return !why.waits() || hasWaited(PATIENCE);
  }

  /** What is told to one who waited in vain. */
  ProviderException unavailable(Duration wait) {
    ErrorFacts facts =
        lastFailure == null
            ? ErrorFacts.of(
                ErrorKind.UNAVAILABLE,
                "The login of session \""
                    + asked.name()
                    + "\" cannot be refreshed at the moment; try again soon.")
            : lastFailure;
    return new ProviderException(facts.withRetryAfter(wait));
  }
}
