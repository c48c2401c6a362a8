package dev.maestro.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts work in allocated bytes, which the clock and other processes do not disturb. */
public final class Allocation {
  private Allocation() {}

  /** The bytes that this thread allocates for a piece of work. */
  public static long of(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
