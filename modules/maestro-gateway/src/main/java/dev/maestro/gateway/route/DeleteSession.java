package dev.maestro.gateway.route;

import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;

/** {@code DELETE /api/sessions/{provider}/{name}}. */
public final class DeleteSession implements Route {
  private final Operations operations;

  public DeleteSession(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(Exchange exchange) {
    String provider = exchange.segment("provider");
    String name = exchange.segment("name");
    SessionAccess.check(exchange, provider, name);
    exchange.when(operations.deleteSession(provider, name), gone -> exchange.none());
  }
}
