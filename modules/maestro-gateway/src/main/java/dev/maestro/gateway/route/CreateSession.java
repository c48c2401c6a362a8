package dev.maestro.gateway.route;

import dev.maestro.api.Secret;
import dev.maestro.core.NewSession;
import dev.maestro.gateway.contract.BodyCheck;
import dev.maestro.gateway.contract.Contract;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.json.JsonObject;

/** {@code POST /api/sessions}. */
public final class CreateSession implements Route {
  private final Operations operations;
  private final BodyCheck check;

  public CreateSession(Operations operations, Contract contract) {
    this.operations = operations;
    this.check = contract.body("NewSession");
  }

  @Override
  public void handle(Exchange exchange) {
    NewSession wanted = wanted(check.read(exchange.body()));
    SessionAccess.check(exchange, wanted.provider(), wanted.name());
    exchange.when(
        operations.createSession(wanted),
        session -> {
          exchange
              .response()
              .putHeader("location", "/api/sessions/" + session.provider() + "/" + session.name());
          exchange.json(session.authorization() == null ? 201 : 202, SessionJson.of(session));
        });
  }

  private static NewSession wanted(JsonObject body) {
    return new NewSession(
        body.getString("provider"),
        body.getString("auth_type"),
        body.getString("name"),
        secret(body.getValue("api_key")),
        body.getString("organization"),
        body.getString("project"),
        body.getBoolean("default"),
        secret(body.getValue("credential")));
  }

  /** JSON as its text. */
  private static Secret secret(Object value) {
    return switch (value) {
      case null -> null;
      case JsonObject object -> Secret.of(object.encode());
      default -> Secret.of(value.toString());
    };
  }
}
