package dev.maestro.gateway.route;

import dev.maestro.core.SessionView;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.json.JsonObject;

/** {@code GET /api/sessions/{provider}/{name}}. */
public final class ShowSession implements Route {
  private final Operations operations;

  public ShowSession(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(Exchange exchange) {
    String provider = exchange.segment("provider");
    String name = exchange.segment("name");
    SessionAccess.check(exchange, provider, name);
    // The login first: one that ends in between has then left its mark on the session.
    exchange.when(
        operations
            .isLoginPending(provider, name)
            .compose(pending ->
                operations.showSession(provider, name).map(session -> json(session, pending))),
        json -> exchange.json(200, json));
  }

  private static JsonObject json(SessionView session, boolean pending) {
    JsonObject json = SessionJson.of(session);
    return pending ? json.put("login_pending", true) : json;
  }
}
