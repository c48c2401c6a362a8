package dev.maestro.launcher.command;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says on standard error that something is going on, once it has taken a second. */
final class Progress {
  private final CountDownLatch done = new CountDownLatch(1);
  private final PrintWriter err;
  private final String what;

  private Progress(PrintWriter err, String what) {
    this.err = err;
    this.what = what;
  }

  static <T> T during(PrintWriter err, String what, Supplier<T> work) {
    Progress progress = new Progress(err, what);
    Thread.ofVirtual().name("progress").start(progress::watch);
    try {
      return work.get();
    } finally {
      progress.done.countDown();
    }
  }

  private void watch() {
    try {
      if (!done.await(1, TimeUnit.SECONDS)) {
        err.println("… " + what);
        err.flush();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
