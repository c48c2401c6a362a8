package dev.maestro.gateway.route;

import dev.maestro.api.AuthType;
import dev.maestro.api.ProviderException;
import dev.maestro.core.store.SessionStatus;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/** {@code GET /api/sessions[?provider=&auth_type=&status=]}. */
public final class ListSessions implements Route {
  private static final List<String> AUTH_TYPES =
      Arrays.stream(AuthType.values()).map(AuthType::wire).toList();
  private static final List<String> STATUSES =
      Arrays.stream(SessionStatus.values()).map(SessionStatus::wire).toList();

  private final Operations operations;

  public ListSessions(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.when(
        operations.listSessions(
            exchange.query("provider").orElse(null),
            choice(exchange, "auth_type", AUTH_TYPES),
            choice(exchange, "status", STATUSES)),
        sessions -> {
          JsonArray list = new JsonArray();
          sessions.stream()
              .filter(session -> exchange.caller().may(session.provider(), session.name()))
              .forEach(session -> list.add(SessionJson.of(session)));
          exchange.json(200, new JsonObject().put("sessions", list));
        });
  }

  private static String choice(Exchange exchange, String name, List<String> allowed) {
    String value = exchange.query(name).orElse(null);
    if (value != null && !allowed.contains(value)) {
      throw ProviderException.invalid(
          name, "there is no '" + value + "'", "use one of " + String.join(", ", allowed));
    }
    return value;
  }
}
