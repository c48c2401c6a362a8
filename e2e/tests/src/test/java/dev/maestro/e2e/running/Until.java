package dev.maestro.e2e.running;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what no event tells of. */
public final class Until {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Until() {}

  /** Returns once it is so; fails with what was awaited. */
  public static void so(String what, Callable<Boolean> condition) throws Exception {
    var deadline = System.nanoTime() + LONGEST.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come to this: " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
