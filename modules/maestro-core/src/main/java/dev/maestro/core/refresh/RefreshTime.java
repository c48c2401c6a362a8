package dev.maestro.core.refresh;

import java.time.Duration;
import java.util.Optional;

/** When tokens are renewed. Pure; chance comes in as a number from 0 to 1. */
public final class RefreshTime {
  private static final long SOONEST = 500;
  private static final long SHORTEST_PAUSE = 500;
  private static final long LONGEST_PAUSE = 2_500;
  private static final long LARGEST_SPREAD = 4_000;
  private static final int LARGEST_SHIFT = 3;

  /** How long to wait where only the operator can help. */
  static final Duration UNTIL_A_SETTING_CHANGES = Duration.ofMinutes(1);

  private RefreshTime() {}

  /**
   * How long after it was given a token is renewed: {@code ahead} before its end, or a fifth of its
   * life before where that is less, and up to a fifth of that earlier by chance, so that sessions
   * of one hour do not all come in one second; never at once, whatever the vendor says of its life.
   */
  public static Optional<Duration> after(
      Optional<Duration> lifetime, Duration ahead, double chance) {
    return lifetime.map(life -> {
      long lead = Math.min(ahead.toMillis(), life.toMillis() / 5);
      long early = (long) (lead * 0.2 * chance);
      return Duration.ofMillis(Math.max(SOONEST, life.toMillis() - lead - early));
    });
  }

  /**
   * How long to wait after so many failures in a row: doubling from half a second to two and a
   * half, so that a vendor that is well again is noticed at once; never less than it asked for, and
   * by chance up to a tenth and four seconds more, so that all whom it asked do not come back in
   * one moment.
   */
  public static Duration pause(int failures, Optional<Duration> asked, double chance) {
    long doubled = SHORTEST_PAUSE << Math.min(Math.max(0, failures), LARGEST_SHIFT);
    long pause = Math.min(doubled, LONGEST_PAUSE);
    long millis = (long) (pause * (0.8 + 0.2 * chance));
    long wished = asked.map(Duration::toMillis).orElse(0L);
    long spread = (long) (Math.min(wished / 10, LARGEST_SPREAD) * chance);
    return Duration.ofMillis(Math.max(millis, wished + spread));
  }
}
