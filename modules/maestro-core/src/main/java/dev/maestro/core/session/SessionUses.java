package dev.maestro.core.session;

import dev.maestro.core.store.SessionsTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes when sessions were last used, many at once; what a crash loses is some seconds of it. */
public final class SessionUses {
  private static final Logger logger = LoggerFactory.getLogger(SessionUses.class);
  private static final long EVERY_MILLIS = 5_000;
  private static final int AT_MOST = 100_000;

  private final Vertx vertx;
  private final SessionsTable table;
  private final Map<UUID, Instant> uses = new ConcurrentHashMap<>();
  private final long timer;

  public SessionUses(Vertx vertx, SessionsTable table) {
    this.vertx = vertx;
    this.table = table;
    this.timer = vertx.setPeriodic(EVERY_MILLIS, tick -> store());
  }

  public void used(UUID session, Instant at) {
    if (uses.size() < AT_MOST || uses.containsKey(session)) {
      uses.put(session, at);
    }
  }

  /** The last use that is noted and not stored yet. */
  public Optional<Instant> noted(UUID session) {
    return Optional.ofNullable(uses.get(session));
  }

  /** Completes when all that was noted is stored, or could not be. */
  public Future<Void> store() {
    if (uses.isEmpty()) {
      return Future.succeededFuture();
    }
    Map<UUID, Instant> stored = new HashMap<>(uses);
    return table
        .storeUses(stored)
        .onSuccess(done -> stored.forEach(uses::remove))
        .otherwise(failure -> {
          logger.warn(
              "The last use of {} sessions could not be stored yet", stored.size(), failure);
          return null;
        });
  }

  public Future<Void> close() {
    vertx.cancelTimer(timer);
    return store();
  }
}
