package dev.maestro.gateway.route;

import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;

/** {@code DELETE /api/keys/{id}}. */
public final class DeleteKey implements Route {
  private final Operations operations;

  public DeleteKey(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.when(operations.deleteKey(exchange.segment("id")), gone -> exchange.none());
  }
}
