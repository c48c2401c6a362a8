package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Meter;
import java.time.Instant;
import java.util.List;

/** The response object as it stands in the first and the last events, and as a whole answer. */
final class ResponseObject {
  private static final List<String> ECHOED =
      List.of(
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "previous_response_id",
          "prompt_cache_key",
          "prompt_cache_retention",
          "safety_identifier",
          "user");

  private final ObjectNode request;
  private final String id;
  private final String model;
  private final boolean reasons;
  private final long created = Instant.now().getEpochSecond();

  ResponseObject(ObjectNode request, String id, ModelRules rules) {
    this.request = request;
    this.id = id;
    this.model = rules.snapshot();
    this.reasons = rules.reasons();
  }

  ObjectNode of(String status, List<ObjectNode> output) {
    ObjectNode response =
        Json.object()
            .put("id", id)
            .put("object", "response")
            .put("created_at", created)
            .put("status", status)
            .put("background", false);
    response.putNull("error").putNull("incomplete_details");
    for (String name : ECHOED) {
      response.set(name, request.get(name));
    }
    response.put("model", model);
    ArrayNode items = response.putArray("output");
    output.forEach(items::add);
    response.put("parallel_tool_calls", request.path("parallel_tool_calls").asBoolean(true));
    JsonNode reasoning = request.path("reasoning");
    ObjectNode echoed = response.putObject("reasoning");
    echoed.put("effort", reasons ? reasoning.path("effort").asText("medium") : null);
    echoed.set("summary", reasoning.get("summary"));
    response
        .put("service_tier", status.equals("in_progress") ? "auto" : "default")
        .put("store", request.path("store").asBoolean(true))
        .put("temperature", request.path("temperature").asDouble(1));
    ObjectNode text = response.putObject("text");
    JsonNode format = request.path("text").path("format");
    text.set("format", format.isObject() ? format : Json.object().put("type", "text"));
    text.put("verbosity", request.path("text").path("verbosity").asText("medium"));
    JsonNode choice = request.path("tool_choice");
    response.set("tool_choice", choice.isMissingNode() ? Json.array().textNode("auto") : choice);
    response.set("tools", request.path("tools").isArray() ? request.get("tools") : Json.array());
    response
        .put("top_logprobs", 0)
        .put("top_p", request.path("top_p").asDouble(1))
        .put("truncation", request.path("truncation").asText("disabled"));
    response.putNull("usage");
    JsonNode metadata = request.path("metadata");
    response.set("metadata", metadata.isObject() ? metadata : Json.object());
    return response;
  }

  static ObjectNode usage(Meter meter) {
    ObjectNode usage = Json.object().put("input_tokens", meter.input());
    usage.putObject("input_tokens_details").put("cached_tokens", 0);
    usage.put("output_tokens", meter.output());
    usage.putObject("output_tokens_details").put("reasoning_tokens", meter.reasoning());
    return usage.put("total_tokens", meter.input() + meter.output());
  }
}
