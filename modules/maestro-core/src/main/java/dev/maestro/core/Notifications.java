package dev.maestro.core;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.notification.Raised;
import dev.maestro.core.store.NotificationRow;
import dev.maestro.core.store.NotificationsTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people must act on. A key that is limited to some sessions sees what is about them. */
public final class Notifications {
  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
  private static final int LISTED = 1_000;
  private static final int KEPT = 10_000;
  private static final Duration KEPT_FOR = Duration.ofDays(30);
  private static final Duration SWEEP = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final NotificationsTable table;
  private final Raised raised;
  private final InstantSource clock;
  private final long sweeping;

  Notifications(Vertx vertx, NotificationsTable table, Raised raised, InstantSource clock) {
    this.vertx = vertx;
    this.table = table;
    this.raised = raised;
    this.clock = clock;
    this.sweeping = vertx.setPeriodic(SWEEP.toMillis(), tick -> sweep());
  }

  /**
   * The newest thousand, newest first.
   *
   * @param open only those that still need somebody: neither settled nor acknowledged
   */
  public Future<List<NotificationView>> list(Caller caller, boolean open) {
    return table.list(caller.sessions(), open, LISTED).map(Notifications::views);
  }

  /** Those after an id, oldest first; up to another id only the open ones. */
  public Future<List<NotificationView>> since(
      Caller caller, long after, long openUpTo, int atMost) {
    return table.since(caller.sessions(), after, openUpTo, atMost).map(Notifications::views);
  }

  /** The id of the last one, whoever may see it; 0 where there is none. */
  public Future<Long> newest() {
    return table.newest();
  }

  /**
   * Notes that somebody takes care of it, which the first one to say so stays; 404 {@code
   * notification_not_found}.
   */
  public Future<NotificationView> ack(Caller caller, String id) {
    Optional<Long> number = number(id);
    if (number.isEmpty()) {
      return Future.failedFuture(unknown(id));
    }
    return table
        .acknowledge(caller.sessions(), number.get(), caller.keyId())
        .compose(row ->
            row.map(found -> Future.succeededFuture(NotificationView.of(found)))
                .orElseGet(() -> Future.failedFuture(unknown(id))));
  }

  /**
   * Calls, from any thread, when there may be a new one. A call may be missed, so look from time to
   * time.
   *
   * @return ends it
   */
  public Runnable listen(Runnable listener) {
    return raised.listen(listener);
  }

  void close() {
    vertx.cancelTimer(sweeping);
  }

  private void sweep() {
    table
        .settleOrphans()
        .compose(settled -> table.sweep(clock.instant().minus(KEPT_FOR), KEPT))
        .onFailure(cause -> LOG.warn("Old notifications were not removed: {}", cause.getMessage()));
  }

  private static List<NotificationView> views(List<NotificationRow> rows) {
    return rows.stream().map(NotificationView::of).toList();
  }

  private static Optional<Long> number(String id) {
    try {
      return Optional.of(Long.valueOf(id));
    } catch (NumberFormatException notAnId) {
      return Optional.empty();
    }
  }

  private static ProviderException unknown(String id) {
    return new ProviderException(
        ErrorFacts.of(ErrorKind.NOT_FOUND, "There is no notification with the id \"" + id + "\".")
            .withCode("notification_not_found"));
  }
}
