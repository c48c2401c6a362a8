package dev.maestro.bench;

import java.util.Locale;

/** The lines of the report: a name, its figure, and what was asked for. */
final class Table {
  private Table() {}

  static String heading(String title) {
    return System.lineSeparator() + title;
  }

  static String times(String name, Times times) {
    return times(name, times, "");
  }

  static String times(String name, Times times, String wanted) {
    return String.format(
        Locale.ROOT,
        "  %-50s%9.2f ms p50 %9.2f ms p99%s",
        name,
        times.p50(),
        times.p99(),
        said(wanted));
  }

  static String figure(String name, double figure, String unit) {
    return figure(name, figure, unit, "");
  }

  static String figure(String name, double figure, String unit, String wanted) {
    return String.format(Locale.ROOT, "  %-50s%9.2f %s%s", name, figure, unit, said(wanted));
  }

  static String ratio(String name, double ratio) {
    return String.format(Locale.ROOT, "  %-50s%9.2f : 1", name, ratio);
  }

  private static String said(String wanted) {
    return wanted.isEmpty() ? "" : "   (" + wanted + ")";
  }
}
