package dev.maestro.core.refresh;

import dev.maestro.core.change.Changes;
import dev.maestro.core.notification.NotificationKind;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.store.EndingsTable;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what has ended, warns before, and cleans up afterwards. Blocks, so on a virtual thread. */
public final class Lifecycle {
  private static final Logger logger = LoggerFactory.getLogger(Lifecycle.class);
  private static final Duration KEYS_EVERY = Duration.ofMinutes(10);
  private static final Duration WARN_BEFORE = Duration.ofDays(3);

  /** So long one who comes too late with a code is told so. */
  private static final Duration OLD_LOGIN = Duration.ofDays(1);

  private final EndingsTable table;
  private final LoginsTable logins;
  private final Notifier notifier;
  private final Changes changes;
  private final Optional<Duration> cleanUpAfter;
  private final Supplier<Future<Void>> keyRefusals;
  private final Seldom keys = new Seldom(KEYS_EVERY, System::nanoTime);

  public Lifecycle(
      EndingsTable table,
      LoginsTable logins,
      Notifier notifier,
      Changes changes,
      Optional<Duration> cleanUpAfter,
      Supplier<Future<Void>> keyRefusals) {
    this.table = table;
    this.logins = logins;
    this.notifier = notifier;
    this.changes = changes;
    this.cleanUpAfter = cleanUpAfter;
    this.keyRefusals = keyRefusals;
  }

  void run() {
    for (UUID session : logins.endAbandoned().await()) {
      logger.warn("Whoever finished a login of session {} has died; begin a new one", session);
      changes.tell(session.toString());
    }
    for (SessionRow row : table.expire().await()) {
      logger.info("Session {}/{} has expired", row.provider(), row.name());
      changes.tell(row.id().toString());
    }
    notifier.settleOvertaken().await();
    for (SessionRow row : table.endedLately().await()) {
      notifier.raise(NotificationKind.NEEDS_LOGIN, row, "The session's login has ended.").await();
    }
    for (SessionRow row : table.endingWithin(WARN_BEFORE).await()) {
      notifier
          .raise(
              NotificationKind.SESSION_EXPIRING,
              row,
              "The login ends at "
                  + row.expiresAt().map(Object::toString).orElse("?")
                  + " and cannot be renewed without you.")
          .await();
    }
    if (cleanUpAfter.isPresent()) {
      for (SessionRow row : table.cleanUp(cleanUpAfter.get()).await()) {
        logger.info(
            "Session {}/{} was expired for long and is removed", row.provider(), row.name());
        changes.tell(row.id().toString());
        notifier.settle(row.id()).await();
      }
    }
    logins.sweep(OLD_LOGIN).await();
    if (keys.isDue()) {
      keyRefusals.get().otherwiseEmpty().await();
    }
  }
}
