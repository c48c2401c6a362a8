package dev.maestro.core.refresh;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.change.Changes;
import dev.maestro.core.session.SessionRefusals;
import dev.maestro.core.store.LeaseView;
import dev.maestro.core.store.RefreshesTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What one who wants a session's next token waits for: the database, another node, the time. */
final class Waits {
  /** How long a request waits for another node, or for the database. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Duration DATABASE_PAUSE = Duration.ofMillis(250);

  private final Vertx vertx;
  private final RefreshesTable table;
  private final ChangeWait changes;

  Waits(Vertx vertx, RefreshesTable table, Changes changes) {
    this.vertx = vertx;
    this.table = table;
    this.changes = new ChangeWait(vertx, changes);
  }

  /** The session as it is now; throws where it is gone. */
  LeaseView view(Wish wish) {
    return patient(wish, () -> table.find(wish.asked().id()))
        .orElseThrow(
            () -> SessionRefusals.unknown(wish.asked().provider() + "/" + wish.asked().name()));
  }

  /** While the database is away, whoever waits goes on waiting. */
  <T> T patient(Wish wish, Supplier<Future<T>> work) {
    while (true) {
      try {
        return work.get().await();
      } catch (ProviderException outage) {
        if (outage.kind() != ErrorKind.UNAVAILABLE || wish.hasWaited(LONGEST)) {
          throw outage;
        }
        vertx.timer(DATABASE_PAUSE.toMillis(), TimeUnit.MILLISECONDS).await();
      }
    }
  }

  /** Until the session changes, or for that time. */
  void pause(Wish wish, Duration time) {
    if (wish.hasWaited(LONGEST)) {
      throw wish.unavailable(time);
    }
    changes.change(wish.asked().id(), time).await();
  }

  /** For that time, unless the session has another token before; whether it has. */
  boolean newer(Wish wish, long generation, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    boolean newer = view(wish).row().login().generation() > generation;
    while (!newer && System.nanoTime() < end) {
      changes.change(wish.asked().id(), Duration.ofNanos(end - System.nanoTime())).await();
      newer = view(wish).row().login().generation() > generation;
    }
    return newer;
  }
}
