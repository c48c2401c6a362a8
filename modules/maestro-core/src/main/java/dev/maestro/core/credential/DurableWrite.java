package dev.maestro.core.credential;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what must not be lost, for as long as the database is away. */
public final class DurableWrite {
  private static final Logger logger = LoggerFactory.getLogger(DurableWrite.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final Vertx vertx;

  public DurableWrite(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Fails only with what is no outage, or after half an hour of one. */
  <T> Future<T> go(Supplier<Future<T>> write) {
    return go(write, System.nanoTime() + LIMIT.toNanos(), true);
  }

  private <T> Future<T> go(Supplier<Future<T>> write, long deadline, boolean first) {
    return write
        .get()
        .recover(failure -> {
          if (!isOutage(failure) || System.nanoTime() > deadline) {
            return Future.failedFuture(failure);
          }
          if (first) {
            logger.warn("The database is away; a new token waits in memory to be stored");
          }
          return vertx
              .timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
              .compose(again -> go(write, deadline, false));
        });
  }

  private static boolean isOutage(Throwable failure) {
    return failure instanceof ProviderException known && known.kind() == ErrorKind.UNAVAILABLE;
  }
}
