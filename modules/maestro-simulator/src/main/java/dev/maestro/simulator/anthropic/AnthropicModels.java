package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Catalog;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Reply;
import java.util.List;

/** {@code GET /v1/models} with paging, {@code GET /v1/models/{id}} with aliases. */
final class AnthropicModels {
  private final AnthropicGuard guard;
  private final Catalog catalog;

  AnthropicModels(AnthropicGuard guard, Catalog catalog) {
    this.guard = guard;
    this.catalog = catalog;
  }

  Reply list(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    exchange.understood("", false, incoming.forced());
    if (incoming.forced().has("status")) {
      return AnthropicErrors.asked(incoming.forced());
    }
    int limit = limit(incoming.parameter("limit").orElse("20"));
    List<JsonNode> all = catalog.all();
    int from = incoming.parameter("after_id").map(id -> position(id) + 1).orElse(0);
    int to = Math.min(all.size(), from + limit);
    if (incoming.parameter("before_id").isPresent()) {
      to = position(incoming.parameter("before_id").orElseThrow());
      from = Math.max(0, to - limit);
    }
    List<JsonNode> page = all.subList(from, to);
    boolean backwards = incoming.parameter("before_id").isPresent();
    ObjectNode body = Json.object();
    ArrayNode data = body.putArray("data");
    page.forEach(data::add);
    body.put("has_more", backwards ? from > 0 : to < all.size());
    body.put("first_id", page.isEmpty() ? null : catalog.id(page.getFirst()));
    body.put("last_id", page.isEmpty() ? null : catalog.id(page.getLast()));
    return ok(body);
  }

  Reply one(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    String id = incoming.path().substring("/v1/models/".length());
    exchange.understood(id, false, incoming.forced());
    return ok(
        catalog
            .find(id)
            .orElseThrow(() -> AnthropicErrors.refused(404, "not_found_error", "model: " + id)));
  }

  private static Reply ok(JsonNode body) {
    return Reply.json(200, AnthropicErrors.headers(Ids.random("req_011C", 20)), body);
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= 1000) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw AnthropicErrors.invalid("limit: Input should be a valid integer");
    }
    throw AnthropicErrors.invalid("limit: Input should be between 1 and 1000");
  }

  private int position(String id) {
    List<JsonNode> all = catalog.all();
    for (int i = 0; i < all.size(); i++) {
      if (catalog.id(all.get(i)).equals(id)) {
        return i;
      }
    }
    throw AnthropicErrors.invalid("after_id: no such model " + id);
  }
}
