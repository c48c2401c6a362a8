package dev.maestro.core.refresh;

import dev.maestro.core.store.RefreshesTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keeps the lease of a refresh while the vendor is asked and its answer stored. It is kept where
 * that is done: if this node dies, the lease ends; if the one dies that took it, it does not.
 */
public final class LeaseKeeping {
  /** How long others wait for one that is not heard of. */
  static final Duration LEASE = Duration.ofSeconds(10);

  private static final Duration BEAT = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final RefreshesTable table;

  public LeaseKeeping(Vertx vertx, RefreshesTable table) {
    this.vertx = vertx;
    this.table = table;
  }

  public <T> Future<T> during(UUID session, long generation, Supplier<Future<T>> work) {
    // While the database is away nobody can take the lease either.
    long beat =
        vertx.setPeriodic(BEAT.toMillis(), tick -> table.extend(session, generation, LEASE));
    return Future.succeededFuture()
        .compose(begin -> work.get())
        .onComplete(done -> vertx.cancelTimer(beat));
  }
}
