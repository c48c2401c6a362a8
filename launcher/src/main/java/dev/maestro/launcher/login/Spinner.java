package dev.maestro.launcher.login;

import java.io.PrintWriter;

/** Shows that something is waited for: turning where somebody looks at it, else in one line. */
final class Spinner {
  private static final String FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

  private final PrintWriter err;
  private final boolean turning;
  private final String what;
  private int turns;

  Spinner(PrintWriter err, boolean turning, String what) {
    this.err = err;
    this.turning = turning;
    this.what = what;
  }

  void turn() {
    if (turning) {
      err.print("\r" + FRAMES.charAt(turns % FRAMES.length()) + " " + what + " ");
      err.flush();
    } else if (turns == 0) {
      err.println("… " + what);
    }
    turns++;
  }

  /** Leaves the line to what comes next. */
  void clear() {
    if (turning && turns > 0) {
      err.print("\r" + " ".repeat(what.length() + 3) + "\r");
      err.flush();
    }
    turns = turning ? 0 : turns;
  }
}
