package dev.maestro.launcher.program;

import dev.maestro.launcher.client.CommandFailed;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, to be closed in reverse; one that fails does not keep the others open. A
 * signal may close it while somebody still starts things: those are closed as they come.
 */
public final class Closing implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Closing.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean closed;

  /** Closes this with the others; at once, and with an exception, where they are closed already. */
  public synchronized void add(AutoCloseable part) {
    if (closed) {
      closeOne(part);
      throw new CommandFailed("Stopped before it was ready.");
    }
    started.push(part);
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!started.isEmpty()) {
      closeOne(started.pop());
    }
  }

  private static void closeOne(AutoCloseable part) {
    try {
      part.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      logger.warn("Closing was not clean.", failure);
    }
  }
}
