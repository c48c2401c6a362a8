package dev.maestro.gateway.route;

import dev.maestro.api.Secret;
import dev.maestro.core.SessionChange;
import dev.maestro.gateway.contract.BodyCheck;
import dev.maestro.gateway.contract.Contract;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.json.JsonObject;

/** {@code PATCH /api/sessions/{provider}/{name}}. */
public final class UpdateSession implements Route {
  private final Operations operations;
  private final BodyCheck check;

  public UpdateSession(Operations operations, Contract contract) {
    this.operations = operations;
    this.check = contract.body("SessionChange");
  }

  @Override
  public void handle(Exchange exchange) {
    String provider = exchange.segment("provider");
    String name = exchange.segment("name");
    SessionAccess.check(exchange, provider, name);
    JsonObject body = check.read(exchange.body());
    String key = body.getString("api_key");
    SessionChange change =
        new SessionChange(body.getBoolean("default"), key == null ? null : Secret.of(key));
    exchange.when(
        operations.updateSession(provider, name, change),
        session -> exchange.json(200, SessionJson.of(session)));
  }
}
