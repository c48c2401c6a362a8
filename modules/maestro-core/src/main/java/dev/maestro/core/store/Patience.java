package dev.maestro.core.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** How long to go on trying while the database is away. */
record Patience(Vertx vertx, Duration pause, Duration limit) {

  /** Inside a transaction nothing can be repeated by itself. */
  static Patience none() {
    return new Patience(null, Duration.ZERO, Duration.ZERO);
  }

  <T> Future<T> retry(Supplier<Future<T>> work, Predicate<Throwable> passing) {
    return retryUntil(System.nanoTime() + limit.toNanos(), work, passing);
  }

  private <T> Future<T> retryUntil(
      long deadline, Supplier<Future<T>> work, Predicate<Throwable> passing) {
    return work.get()
        .recover(failure ->
            passing.test(failure) && System.nanoTime() < deadline
                ? vertx
                    .timer(pause.toMillis(), TimeUnit.MILLISECONDS)
                    .compose(elapsed -> retryUntil(deadline, work, passing))
                : Future.failedFuture(failure));
  }
}
