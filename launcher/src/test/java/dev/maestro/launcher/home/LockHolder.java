package dev.maestro.launcher.home;

import java.io.IOException;
import java.nio.file.Path;

/** Holds a home's lock in a process of its own, until that is ended. */
public final class LockHolder {
  private LockHolder() {}

  static Process start(Path home) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockHolder.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws IOException {
    try (HomeLock lock = HomeLock.take(Path.of(arguments[0]))) {
      System.out.println("locked");
      // Until our input ends: with whoever started us.
      while (System.in.read() >= 0 && lock != null) {}
    }
  }
}
