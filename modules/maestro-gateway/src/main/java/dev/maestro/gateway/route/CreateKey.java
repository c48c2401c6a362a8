package dev.maestro.gateway.route;

import dev.maestro.core.NewKey;
import dev.maestro.gateway.contract.BodyCheck;
import dev.maestro.gateway.contract.Contract;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** {@code POST /api/keys}: the one answer that shows the key. */
public final class CreateKey implements Route {
  private final Operations operations;
  private final BodyCheck check;

  public CreateKey(Operations operations, Contract contract) {
    this.operations = operations;
    this.check = contract.body("NewKey");
  }

  @Override
  public void handle(Exchange exchange) {
    JsonObject wanted = check.read(exchange.body());
    Optional<List<String>> sessions =
        Optional.ofNullable(wanted.getJsonArray("sessions"))
            .map(names -> names.stream().map(String.class::cast).toList());
    exchange.response().putHeader("cache-control", "no-store");
    exchange.when(
        operations.createKey(
            wanted.getString("name"), wanted.getString("role", "client"), sessions),
        key -> exchange.json(201, json(key)));
  }

  private static JsonObject json(NewKey key) {
    return new JsonObject()
        .put("id", key.id())
        .put("name", key.name())
        .put("role", key.role())
        .put("sessions", key.sessions().map(JsonArray::new).orElse(null))
        .put("key", key.key().reveal());
  }
}
