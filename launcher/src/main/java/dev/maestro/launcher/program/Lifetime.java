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
  private final int code;
  private final Thread hook;

  private Lifetime(AutoCloseable program, int code) {
    this.program = program;
    this.code = code;
    this.hook = new Thread(this::end, "shutdown");
  }

  /**
   * Of a program that runs until a signal ends it, with exit code 0. Begins now, so before anything
   * is started that must not stay behind.
   */
  public static Lifetime of(AutoCloseable program) {
    return begun(new Lifetime(program, 0));
  }

  /** Of a piece of work: a signal ends the process with exit code 1, for it was not done. */
  static Lifetime ofWork(AutoCloseable program) {
    return begun(new Lifetime(program, 1));
  }

  private static Lifetime begun(Lifetime lifetime) {
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
    Runtime.getRuntime().halt(closeProgram() ? code : 1);
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
