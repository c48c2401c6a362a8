package dev.maestro.launcher.program;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be closed in reverse; one that fails does not keep the others open. */
final class Closing implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Closing.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  synchronized void add(AutoCloseable part) {
    started.push(part);
  }

  @Override
  public synchronized void close() {
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
