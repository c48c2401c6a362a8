package dev.maestro.gateway.route;

import dev.maestro.core.ProviderView;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code GET /api/providers}. */
public final class ListProviders implements Route {
  private final Operations operations;

  public ListProviders(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(Exchange exchange) {
    JsonArray providers = new JsonArray();
    operations.listProviders().forEach(provider -> providers.add(json(provider)));
    exchange.json(200, new JsonObject().put("providers", providers));
  }

  static JsonObject json(ProviderView provider) {
    JsonArray authTypes = new JsonArray();
    provider.description().authTypes().forEach(type -> authTypes.add(type.wire()));
    JsonArray dialects = new JsonArray();
    provider.description().dialects().forEach(dialect -> dialects.add(dialect.id()));
    return new JsonObject()
        .put("id", provider.description().id())
        .put("version", provider.description().version())
        .put("auth_types", authTypes)
        .put("features", new JsonArray(provider.description().features()))
        .put("dialects", dialects)
        .put("nodes", new JsonArray(provider.nodes()));
  }
}
