package dev.maestro.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Counts what is under way, so that a stop can wait for it. Used on one context. */
public final class Drain {
  private final Promise<Void> idle = Promise.promise();
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

  /** Whether new requests are refused. */
  public boolean isDraining() {
    return draining;
  }

  /** Refuses new requests; completes when none is under way, or after the deadline. */
  public Future<Void> begin(Vertx vertx, Duration deadline) {
    draining = true;
    if (running == 0) {
      return Future.succeededFuture();
    }
    long timer = vertx.setTimer(deadline.toMillis(), late -> idle.tryComplete());
    return idle.future().onComplete(over -> vertx.cancelTimer(timer));
  }
}
