package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Catalog;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}. */
final class OpenAiModels {
  private final OpenAiGuard guard;
  private final Catalog catalog = new Catalog("openai-models.json", "id");

  OpenAiModels(OpenAiGuard guard) {
    this.guard = guard;
  }

  Reply list(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    exchange.understood("", false, incoming.forced());
    if (incoming.forced().has("status")) {
      return OpenAiErrors.asked(incoming.forced());
    }
    ObjectNode body = Json.object().put("object", "list");
    ArrayNode data = body.putArray("data");
    catalog.all().forEach(data::add);
    return Reply.json(200, OpenAiErrors.headers(incoming), body);
  }

  Reply one(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    String id = incoming.path().substring("/v1/models/".length());
    exchange.understood(id, false, incoming.forced());
    return Reply.json(200, OpenAiErrors.headers(incoming), find(id));
  }

  /** The models of ChatGPT plans. */
  List<JsonNode> forChatGpt() {
    return catalog.all().stream()
        .filter(model -> catalog.id(model).startsWith("gpt-5"))
        .filter(model -> ModelRules.of(catalog.id(model), "").reasons())
        .toList();
  }

  private JsonNode find(String id) {
    String name = id.replaceFirst("-\\d{4}-\\d{2}-\\d{2}$", "");
    return catalog
        .find(name)
        .orElseThrow(() ->
            OpenAiErrors.refused(
                404,
                "The model `" + id + "` does not exist or you do not have access to it.",
                null,
                "model_not_found"));
  }

  /** What a model takes and refuses; refuses ids that are not listed. */
  ModelRules rules(String id, boolean responses) {
    JsonNode model = find(id);
    ModelRules rules = ModelRules.of(catalog.id(model), snapshot(id, model));
    if (!rules.talks()) {
      throw OpenAiErrors.refused(
          404,
          "This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did"
              + " you mean to use v1/completions?",
          "model",
          null);
    }
    if (!responses && rules.id().contains("codex")) {
      throw OpenAiErrors.refused(
          404,
          "This model is only supported in v1/responses and not in v1/chat/completions.",
          "model",
          null);
    }
    return rules;
  }

  /** The dated id that stands in answers. */
  private static String snapshot(String asked, JsonNode model) {
    String id = model.path("id").asText();
    if (!asked.equals(id) || id.endsWith("-latest")) {
      return asked;
    }
    return id
        + "-"
        + Instant.ofEpochSecond(model.path("created").asLong())
            .atZone(ZoneOffset.UTC)
            .toLocalDate();
  }
}
