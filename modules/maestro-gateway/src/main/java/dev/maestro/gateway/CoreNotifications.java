package dev.maestro.gateway;

import dev.maestro.core.Caller;
import dev.maestro.core.NotificationView;
import dev.maestro.core.Notifications;
import dev.maestro.gateway.operation.NotificationOperations;
import io.vertx.core.Future;
import java.util.List;

/** The notifications of the running program. */
record CoreNotifications(Notifications notifications) implements NotificationOperations {
  @Override
  public Future<List<NotificationView>> list(Caller caller, boolean open) {
    return notifications.list(caller, open);
  }

  @Override
  public Future<List<NotificationView>> since(
      Caller caller, long after, long openUpTo, int atMost) {
    return notifications.since(caller, after, openUpTo, atMost);
  }

  @Override
  public Future<Long> newest() {
    return notifications.newest();
  }

  @Override
  public Future<NotificationView> ack(Caller caller, String id) {
    return notifications.ack(caller, id);
  }

  @Override
  public Runnable listen(Runnable listener) {
    return notifications.listen(listener);
  }
}
