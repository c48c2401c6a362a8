package dev.maestro.core.refresh;

import dev.maestro.core.change.Changes;
import dev.maestro.core.settings.RefreshSettings;
import dev.maestro.core.store.DatabaseClock;
import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after all sessions' tokens on a periodic timer, sooner where the next is due sooner. Runs
 * on virtual threads. What is due is judged by the database's clock: a machine that slept, or whose
 * clock jumped, finds it at its next look.
 */
public final class RefreshVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(RefreshVerticle.class);
  private static final long SHORTEST_PAUSE = 50;
  private static final long AFTER_CHANGE = 1_000;
  private static final long WHILE_ONE_WAITS = 500;

  private final RefreshSettings settings;
  private final RefreshesTable table;
  private final Refresher refresher;
  private final TokenBreakers breakers;
  private final Lifecycle lifecycle;
  private final DatabaseClock clock;
  private final Running running = new Running();
  private Context own;
  private long timer;
  private long wakes;
  private long lifecycleAt = System.nanoTime();
  private boolean looking;
  private volatile boolean stopped;

  public RefreshVerticle(
      RefreshSettings settings,
      RefreshesTable table,
      Refresher refresher,
      TokenBreakers breakers,
      Lifecycle lifecycle,
      DatabaseClock clock,
      Changes changes) {
    this.settings = settings;
    this.table = table;
    this.refresher = refresher;
    this.breakers = breakers;
    this.lifecycle = lifecycle;
    this.clock = clock;
    changes.listen(id -> wakeWithin(AFTER_CHANGE)); // its token may be due before the next look
  }

  @Override
  public Future<?> start() {
    own = context;
    refresher.workOn(own);
    wakeIn(SHORTEST_PAUSE);
    return clock.measure().otherwiseEmpty();
  }

  /** Begins nothing any more. Callable from any thread. */
  public void quiet() {
    stopped = true;
  }

  @Override
  public Future<?> stop() {
    quiet();
    vertx.cancelTimer(timer);
    refresher.stop();
    breakers.close();
    return Future.succeededFuture();
  }

  private void wakeWithin(long millis) {
    if (own != null) {
      own.runOnContext(now -> {
        if (!looking && !stopped && wakes - System.nanoTime() > millis * 1_000_000) {
          vertx.cancelTimer(timer);
          wakeIn(millis);
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
    long pause = AFTER_CHANGE;
    try {
      pause = lookedAt();
    } catch (Exception failure) { // await throws checked ones too, and is interrupted by the end
      if (!stopped) {
        logger.warn("Tokens could not be looked at; trying again soon: {}", failure.getMessage());
      }
    } finally {
      looking = false;
      if (!stopped) {
        wakeIn(Math.min(pause, settings.every().toMillis()));
      }
    }
  }

  private long lookedAt() {
    beginDue();
    if (System.nanoTime() >= lifecycleAt) {
      lifecycle.run();
      clock.measure().await();
      lifecycleAt = System.nanoTime() + settings.every().toNanos();
    }
    Optional<Duration> next = table.next().await();
    // Where one provider has to wait, what it has left due is not a reason to look at once.
    boolean waits = !breakers.blocked().isEmpty() || !running.full().isEmpty();
    long least = waits ? WHILE_ONE_WAITS : SHORTEST_PAUSE;
    return Math.max(least, next.map(Duration::toMillis).orElse(settings.every().toMillis()));
  }

  private void beginDue() {
    List<String> notOf =
        Stream.concat(breakers.blocked().stream(), running.full().stream()).distinct().toList();
    for (SessionRow row : table.due(Running.AT_ONCE, notOf).await()) {
      if (!stopped && running.add(row)) {
        // What went wrong is logged and told already, where it happened.
        refresher.ahead(row).onComplete(done -> ended(row));
      }
    }
  }

  private void ended(SessionRow row) {
    if (running.remove(row)) {
      wakeWithin(SHORTEST_PAUSE);
    }
  }
}
