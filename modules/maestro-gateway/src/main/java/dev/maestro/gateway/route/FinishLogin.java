package dev.maestro.gateway.route;

import dev.maestro.api.Secret;
import dev.maestro.gateway.contract.BodyCheck;
import dev.maestro.gateway.contract.Contract;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;

/** {@code POST /api/sessions/{provider}/{name}/authorization}. */
public final class FinishLogin implements Route {
  private final Operations operations;
  private final BodyCheck check;

  public FinishLogin(Operations operations, Contract contract) {
    this.operations = operations;
    this.check = contract.body("LoginCode");
  }

  @Override
  public void handle(Exchange exchange) {
    String provider = exchange.segment("provider");
    String name = exchange.segment("name");
    SessionAccess.check(exchange, provider, name);
    Secret pasted = Secret.of(check.read(exchange.body()).getString("code"));
    exchange.when(
        operations.finishLogin(provider, name, pasted),
        session -> exchange.json(200, SessionJson.of(session)));
  }
}
