package dev.maestro.gateway.route;

import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.NotificationOperations;

/** {@code POST /api/notifications/{id}/ack}. */
public final class AckNotification implements Route {
  private final NotificationOperations notifications;

  public AckNotification(NotificationOperations notifications) {
    this.notifications = notifications;
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.when(
        notifications.ack(exchange.caller(), exchange.segment("id")),
        acked -> exchange.json(200, acked.json()));
  }
}
