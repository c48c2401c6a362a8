package dev.maestro.gateway.route;

import dev.maestro.core.KeyView;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code GET /api/keys}: what keys there are, without the keys. */
public final class ListKeys implements Route {
  private final Operations operations;

  public ListKeys(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.when(
        operations.listKeys(),
        keys -> {
          JsonArray list = new JsonArray();
          keys.forEach(key -> list.add(json(key)));
          exchange.json(200, new JsonObject().put("keys", list));
        });
  }

  private static JsonObject json(KeyView key) {
    return new JsonObject()
        .put("id", key.id())
        .put("name", key.name())
        .put("role", key.role())
        .put("sessions", key.sessions().map(JsonArray::new).orElse(null))
        .put("hint", key.hint())
        .put("created_at", key.createdAt())
        .put("last_used_at", key.lastUsedAt());
  }
}
