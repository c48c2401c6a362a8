package dev.maestro.core.refresh;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says when what is done seldom is due: at first, and each time so long after it was. */
final class Seldom {
  private final long pause;
  private final LongSupplier nanoTime;
  private long next;

  Seldom(Duration pause, LongSupplier nanoTime) {
    this.pause = pause.toNanos();
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  /** Whether it is; then the pause begins. */
  boolean isDue() {
    long now = nanoTime.getAsLong();
    boolean due = now - next >= 0;
    if (due) {
      next = now + pause;
    }
    return due;
  }
}
