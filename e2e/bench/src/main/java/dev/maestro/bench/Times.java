package dev.maestro.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Measured times, in nanoseconds, the shortest first. */
record Times(List<Long> sorted) {
  static Times of(long[] measured) {
    return new Times(Arrays.stream(measured).sorted().boxed().toList());
  }

  double millis(double part) {
    return sorted.get((int) Math.min(sorted.size() - 1L, (long) (part * sorted.size()))) / 1e6;
  }

  String line(String name) {
    return String.format(Locale.ROOT, "%-45s %7.2f ms %7.2f ms", name, millis(0.5), millis(0.99));
  }
}
