package dev.maestro.gateway.route;

import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;

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
    exchange.when(
        operations.showSession(provider, name),
        session -> exchange.json(200, SessionJson.of(session)));
  }
}
