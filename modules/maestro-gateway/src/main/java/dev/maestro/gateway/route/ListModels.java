package dev.maestro.gateway.route;

import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.core.ModelCatalogue;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code GET …/models[?capability=&q=&refresh=]}. */
public final class ListModels implements Route {
  private final Operations operations;

  public ListModels(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(Exchange exchange) {
    String provider = exchange.segment("provider");
    String name = exchange.segment("name");
    SessionAccess.check(exchange, provider, name);
    Optional<String> capability = exchange.query("capability");
    Optional<String> words = exchange.query("q").map(text -> text.toLowerCase(Locale.ROOT));
    exchange.servedBy(provider, name);
    exchange.when(
        operations.listModels(provider, name, isRefresh(exchange)),
        catalogue -> exchange.json(200, json(catalogue, capability, words)));
  }

  private static boolean isRefresh(Exchange exchange) {
    return switch (exchange.query("refresh").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ProviderException.invalid(
              "refresh", "it is neither true nor false", "use true or false");
    };
  }

  private static JsonObject json(
      ModelCatalogue catalogue, Optional<String> capability, Optional<String> words) {
    JsonArray models = new JsonArray();
    catalogue.models().stream()
        .filter(model -> capability.map(model.capabilities()::contains).orElse(true))
        .filter(model -> words.map(text -> mentions(model, text)).orElse(true))
        .forEach(model -> models.add(json(model)));
    return new JsonObject()
        .put("models", models)
        .put("fetched_at", catalogue.fetchedAt())
        .put("stale", catalogue.stale());
  }

  private static boolean mentions(ModelInfo model, String text) {
    return (model.id() + "\n" + model.name()).toLowerCase(Locale.ROOT).contains(text);
  }

  private static JsonObject json(ModelInfo model) {
    return new JsonObject()
        .put("id", model.id())
        .put("name", model.name())
        .put("provider", model.provider())
        .put("context_window", model.contextWindow())
        .put("max_output_tokens", model.maxOutputTokens())
        .put("capabilities", new JsonArray(List.copyOf(model.capabilities())))
        .put("modalities", new JsonArray(List.copyOf(model.modalities())))
        .put("source", model.source());
  }
}
