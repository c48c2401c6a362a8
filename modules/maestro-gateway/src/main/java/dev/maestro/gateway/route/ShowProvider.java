package dev.maestro.gateway.route;

import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;

/** {@code GET /api/providers/{id}}. */
public final class ShowProvider implements Route {
  private final Operations operations;

  public ShowProvider(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.json(
        200, ListProviders.json(operations.providerCapabilities(exchange.segment("provider"))));
  }
}
