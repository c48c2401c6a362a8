package dev.maestro.launcher.running;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what no event tells of, and not for ever: an interrupt alone ends no such wait. */
public final class Until {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Until() {}

  /** Returns once it is so; fails with what was awaited. */
  public static void so(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("it did not come to this: " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
