package dev.maestro.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts what is under way, so that a stop can wait for it. Used on one context. */
public final class Drain {
  private final Promise<Void> idle = Promise.promise();
  private final Set<Runnable> endless = new LinkedHashSet<>();
  private int running;
  private boolean draining;

  void entered() {
    running++;
  }

  void left() {
    running--;
    if (draining && running == 0) {
      idle.tryComplete();
    }
  }

  /**
   * Runs when the stop begins, for what would not end by itself.
   *
   * @return forgets it
   */
  public Runnable onBegin(Runnable end) {
    if (draining) {
      end.run();
      return () -> {};
    }
    endless.add(end);
    return () -> endless.remove(end);
  }

  /** Whether new requests are refused. */
  public boolean isDraining() {
    return draining;
  }

  /** Refuses new requests; completes when none is under way, or after the deadline. */
  public Future<Void> begin(Vertx vertx, Duration deadline) {
    draining = true;
    List.copyOf(endless).forEach(Runnable::run);
    if (running == 0) {
      return Future.succeededFuture();
    }
    long timer = vertx.setTimer(deadline.toMillis(), late -> idle.tryComplete());
    return idle.future().onComplete(over -> vertx.cancelTimer(timer));
  }
}
