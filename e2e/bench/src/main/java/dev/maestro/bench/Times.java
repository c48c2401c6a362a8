package dev.maestro.bench;

import java.util.Arrays;
import java.util.List;

/** Measured times, in nanoseconds, the shortest first. */
record Times(List<Long> sorted) {
  static Times of(long[] measured) {
    return new Times(Arrays.stream(measured).sorted().boxed().toList());
  }

  double p50() {
    return millis(0.5);
  }

  double p99() {
    return millis(0.99);
  }

  private double millis(double part) {
    return sorted.get((int) Math.min(sorted.size() - 1L, (long) (part * sorted.size()))) / 1e6;
  }
}
