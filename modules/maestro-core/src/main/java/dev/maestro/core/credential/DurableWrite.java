package dev.maestro.core.credential;

import dev.maestro.api.ProviderException;
import dev.maestro.core.store.Queries;
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

  /** Fails only with what would fail again, or after half an hour. */
  <T> Future<T> go(Supplier<Future<T>> write) {
    return go(write, System.nanoTime() + LIMIT.toNanos(), true);
  }

  private <T> Future<T> go(Supplier<Future<T>> write, long deadline, boolean first) {
    return write
        .get()
        .recover(failure -> {
          if (Queries.isLasting(failure) || System.nanoTime() > deadline) {
            return Future.failedFuture(failure);
          }
          if (first) {
            logger.warn(
                "A new token waits in memory to be stored: {}",
                ProviderException.from(failure).getMessage());
          }
          return vertx
              .timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
              .compose(again -> go(write, deadline, false));
        });
  }
}
