package dev.maestro.core;

import dev.maestro.core.notification.Notifier;
import dev.maestro.core.notification.Notifying;
import dev.maestro.core.notification.Raised;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.NotificationsTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The parts of a node that tell people what they must act on. */
final class NotificationAssembly {
  private final Raised raised;
  private final Notifying notifier;
  private final Notifications notifications;

  NotificationAssembly(Vertx vertx, Database database, InstantSource clock) {
    NotificationsTable table = new NotificationsTable(database);
    raised = new Raised(vertx);
    notifier = new Notifying(table, raised, List.of());
    notifications = new Notifications(vertx, table, raised, clock);
  }

  Notifier notifier() {
    return notifier;
  }

  Notifications notifications() {
    return notifications;
  }

  /** Nobody needs to act on a session that is gone; what fails here, a sweep does later. */
  Future<Void> settled(SessionView gone) {
    return notifier.settle(UUID.fromString(gone.id())).otherwiseEmpty();
  }

  Future<Void> start() {
    return raised.listening();
  }

  Future<Void> close() {
    notifications.close();
    return raised.close();
  }
}
