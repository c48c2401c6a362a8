package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Catalog;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** {@code GET /v1beta/models} with paging and {@code GET /v1beta/models/{id}}. */
final class GeminiModels {
  private final GeminiGuard guard;
  private final Catalog catalog = new Catalog("gemini-models.json", "name");

  GeminiModels(GeminiGuard guard) {
    this.guard = guard;
  }

  Reply list(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    exchange.understood("", false, incoming.forced());
    if (incoming.forced().has("status")) {
      return GeminiErrors.asked(incoming.forced());
    }
    int size = size(incoming.parameter("pageSize").orElse("50"));
    int from = incoming.parameter("pageToken").map(GeminiModels::position).orElse(0);
    List<JsonNode> all = catalog.all();
    int to = Math.min(all.size(), from + size);
    ObjectNode body = Json.object();
    ArrayNode models = body.putArray("models");
    all.subList(Math.min(from, to), to).forEach(models::add);
    if (to < all.size()) {
      body.put("nextPageToken", token(to));
    }
    return ok(body);
  }

  Reply one(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    String id = incoming.path().substring("/v1beta/models/".length());
    exchange.understood(id, false, incoming.forced());
    return ok(
        catalog
            .find("models/" + id)
            .orElseThrow(() ->
                GeminiErrors.refused(
                    404, "NOT_FOUND", "Model is not found: models/" + id, Json.array())));
  }

  /** The rules of a model that offers a method; refuses others as the vendor does. */
  ModelRules rules(String id, String method) {
    return catalog
        .find("models/" + id)
        .filter(model -> offers(model, method))
        .map(model -> ModelRules.of(id, model))
        .orElseThrow(() ->
            GeminiErrors.refused(
                404,
                "NOT_FOUND",
                "models/"
                    + id
                    + " is not found for API version v1beta, or is not supported for "
                    + method
                    + ". Call ModelService.ListModels to see the list of available models and"
                    + " their supported methods.",
                Json.array()));
  }

  private static boolean offers(JsonNode model, String method) {
    for (JsonNode offered : model.path("supportedGenerationMethods")) {
      if (offered.asText().equals(method)) {
        return true;
      }
    }
    return false;
  }

  static Reply.Whole ok(JsonNode body) {
    return new Reply.Whole(200, GeminiErrors.HEADERS, GeminiErrors.JSON, body.toPrettyString());
  }

  private static int size(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 1, 1000);
    } catch (NumberFormatException e) {
      throw GeminiErrors.invalid("Invalid value at 'page_size' (TYPE_INT32), \"" + text + "\"");
    }
  }

  private static String token(int position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("page:" + position).getBytes(StandardCharsets.UTF_8));
  }

  private static int position(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      return Integer.parseInt(text.replaceFirst("^page:", ""));
    } catch (IllegalArgumentException e) {
      throw GeminiErrors.invalid("page token is invalid.");
    }
  }
}
