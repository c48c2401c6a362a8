package dev.maestro.core.refresh;

import dev.maestro.core.change.Changes;
import dev.maestro.core.settings.RefreshSettings;
import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after all sessions' tokens on a periodic timer, sooner where the next is due sooner. Runs
 * on virtual threads. What is due is judged by the database's clock: a machine that slept, or whose
 * clock jumped, finds it at its next look.
 */
public final class RefreshVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(RefreshVerticle.class);
  private static final int AT_ONCE = 32;
  private static final long SHORTEST_PAUSE = 50;
  private static final long AFTER_CHANGE = 1_000;
  private static final long WHILE_ONE_IS_OPEN = 500;

  private final RefreshSettings settings;
  private final RefreshesTable table;
  private final Refresher refresher;
  private final Refreshing refreshing;
  private final Lifecycle lifecycle;
  private Context own;
  private long timer;
  private long wakes;
  private long lifecycleAt = System.nanoTime();
  private boolean looking;
  private boolean stopped;

  public RefreshVerticle(
      RefreshSettings settings,
      RefreshesTable table,
      Refresher refresher,
      Refreshing refreshing,
      Lifecycle lifecycle,
      Changes changes) {
    this.settings = settings;
    this.table = table;
    this.refresher = refresher;
    this.refreshing = refreshing;
    this.lifecycle = lifecycle;
    changes.listen(id -> changed());
  }

  @Override
  public Future<?> start() {
    own = context;
    refresher.workOn(own);
    wakeIn(SHORTEST_PAUSE);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(timer);
    stopped = true;
    refreshing.breakers().close();
    return Future.succeededFuture();
  }

  // A new token may be due sooner than the next look.
  private void changed() {
    if (own != null) {
      own.runOnContext(now -> {
        if (!looking && !stopped && wakes - System.nanoTime() > AFTER_CHANGE * 1_000_000) {
          vertx.cancelTimer(timer);
          wakeIn(AFTER_CHANGE);
        }
      });
    }
  }

  private void wakeIn(long millis) {
    wakes = System.nanoTime() + millis * 1_000_000;
    timer = vertx.setTimer(millis, tick -> look());
  }

  private void look() {
    if (looking || stopped) {
      return;
    }
    looking = true;
    long pause = settings.every().toMillis();
    try {
      refreshDue();
      if (System.nanoTime() >= lifecycleAt) {
        lifecycle.run();
        lifecycleAt = System.nanoTime() + settings.every().toNanos();
      }
      Optional<Duration> next = table.next().await();
      long due = next.map(Duration::toMillis).orElse(pause);
      long least = refreshing.breakers().open().isEmpty() ? SHORTEST_PAUSE : WHILE_ONE_IS_OPEN;
      pause = Math.max(least, Math.min(pause, due));
    } catch (Exception failure) { // await throws checked ones too, and is interrupted by the end
      pause = Math.min(pause, AFTER_CHANGE);
      if (!stopped) {
        logger.warn("Tokens could not be looked at; trying again soon: {}", failure.getMessage());
      }
    }
    looking = false;
    if (!stopped) {
      wakeIn(pause);
    }
  }

  private void refreshDue() {
    List<SessionRow> due;
    do {
      due = table.due(AT_ONCE, refreshing.breakers().open()).await();
      Future.join(due.stream().map(this::quietly).toList()).await();
    } while (due.size() == AT_ONCE);
  }

  // What went wrong is logged and told already, where it happened.
  private Future<SessionRow> quietly(SessionRow row) {
    return refresher.ahead(row).otherwise(row);
  }
}
