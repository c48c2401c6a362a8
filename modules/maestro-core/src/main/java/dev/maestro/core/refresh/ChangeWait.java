package dev.maestro.core.refresh;

import dev.maestro.core.change.Changes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Waits until some node says that a session changed, or for a while. */
final class ChangeWait {
  private final Vertx vertx;
  private final Map<String, Promise<Void>> waiting = new ConcurrentHashMap<>();

  ChangeWait(Vertx vertx, Changes changes) {
    this.vertx = vertx;
    changes.listen(this::changed);
  }

  /** Completes at the next change, or after that time at the latest. */
  Future<Void> change(UUID session, Duration atMost) {
    String id = session.toString();
    Promise<Void> change = waiting.computeIfAbsent(id, first -> Promise.promise());
    long timer =
        vertx.setTimer(
            Math.max(1, atMost.toMillis()),
            late -> {
              waiting.remove(id, change);
              change.tryComplete();
            });
    return change.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void changed(String id) {
    Promise<Void> change = waiting.remove(id);
    if (change != null) {
      change.tryComplete();
    }
  }
}
