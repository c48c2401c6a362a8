package dev.maestro.gateway.route;

import dev.maestro.api.ProviderException;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.NotificationOperations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code GET /api/notifications[?open=]}. */
public final class ListNotifications implements Route {
  private final NotificationOperations notifications;

  public ListNotifications(NotificationOperations notifications) {
    this.notifications = notifications;
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.when(
        notifications.list(exchange.caller(), isOpenAsked(exchange)),
        all -> {
          JsonArray list = new JsonArray();
          all.forEach(one -> list.add(one.json()));
          exchange.json(200, new JsonObject().put("notifications", list));
        });
  }

  private static boolean isOpenAsked(Exchange exchange) {
    return switch (exchange.query("open").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ProviderException.invalid("open", "is neither true nor false", "write open=true");
    };
  }
}
