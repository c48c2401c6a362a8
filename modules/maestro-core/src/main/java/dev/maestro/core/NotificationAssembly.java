package dev.maestro.core;

import dev.maestro.core.notification.Notifier;
import dev.maestro.core.notification.Notifying;
import dev.maestro.core.notification.Raised;
import dev.maestro.core.settings.NotificationSettings;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.NotificationsTable;
import dev.maestro.core.webhook.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;

/** The parts of a node that tell people what they must act on. */
final class NotificationAssembly {
  private final Vertx vertx;
  private final NotificationSettings settings;
  private final Database database;
  private final Raised raised;
  private final Notifying notifier;
  private final Notifications notifications;
  private volatile Optional<String> deployment = Optional.empty();

  NotificationAssembly(
      Vertx vertx, NotificationSettings settings, Database database, InstantSource clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.database = database;
    NotificationsTable table = new NotificationsTable(database);
    raised = new Raised(vertx);
    notifier = new Notifying(table, raised, Webhooks.targets(settings));
    notifications = new Notifications(vertx, table, raised, clock);
  }

  Notifier notifier() {
    return notifier;
  }

  Notifications notifications() {
    return notifications;
  }

  Future<Void> start() {
    return raised
        .listening()
        .compose(hears -> Webhooks.deploy(vertx, settings, database, raised))
        .onSuccess(id -> deployment = id)
        .mapEmpty();
  }

  Future<Void> close() {
    notifications.close();
    return deployment
        .map(vertx::undeploy)
        .orElseGet(Future::succeededFuture)
        .eventually(raised::close);
  }
}
