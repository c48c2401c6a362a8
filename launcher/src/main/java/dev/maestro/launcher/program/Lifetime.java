package dev.maestro.launcher.program;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a program runs: until it has done its work, or until SIGTERM or SIGINT. Either way it is
 * closed, which lets its streams end.
 */
public final class Lifetime implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Lifetime.class);

  private final AutoCloseable program;
  private final Thread hook;

  private Lifetime(AutoCloseable program) {
    this.program = program;
    this.hook = new Thread(this::end, "shutdown");
  }

  /** Begins now: from here on a signal ends the process with exit code 0. */
  public static Lifetime of(AutoCloseable program) {
    Lifetime lifetime = new Lifetime(program);
    Runtime.getRuntime().addShutdownHook(lifetime.hook);
    return lifetime;
  }

  /** Waits for the signal; the process ends without this returning. */
  public void last() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** The work is done. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException signalled) {
      logger.debug("A signal was faster; the hook closes the program.", signalled);
      return;
    }
    closeProgram();
  }

  // The JVM by itself would end with 143 after SIGTERM, although all was well.
  private void end() {
    Runtime.getRuntime().halt(closeProgram() ? 0 : 1);
  }

  private boolean closeProgram() {
    try {
      program.close();
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception failure) {
      logger.warn("Closing was not clean.", failure);
      return false;
    }
  }
}
