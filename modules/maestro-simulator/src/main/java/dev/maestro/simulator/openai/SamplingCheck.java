package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import java.util.List;
import java.util.Set;

/** Limits that both of OpenAI's interfaces share. */
final class SamplingCheck {
  private SamplingCheck() {}

  static void fields(ObjectNode body, Set<String> known) {
    Json.unknownField(body, known)
        .ifPresent(name -> {
          throw OpenAiErrors.refused(
              400, "Unknown parameter: '" + name + "'.", name, "unknown_parameter");
        });
  }

  static void required(ObjectNode body, String name) {
    if (!body.hasNonNull(name)) {
      throw OpenAiErrors.refused(
          400, "Missing required parameter: '" + name + "'.", name, "missing_required_parameter");
    }
  }

  static void range(ObjectNode body, String name, double low, double high) {
    JsonNode value = body.path(name);
    if (!value.isNumber()) {
      return;
    }
    if (value.asDouble() > high) {
      throw OpenAiErrors.refused(
          400,
          "Invalid '%s': decimal above maximum value. Expected a value <= %s, but got %s instead."
              .formatted(name, number(high), value),
          name,
          "decimal_above_max_value");
    }
    if (value.asDouble() < low) {
      throw OpenAiErrors.refused(
          400,
          "Invalid '%s': decimal below minimum value. Expected a value >= %s, but got %s instead."
              .formatted(name, number(low), value),
          name,
          "decimal_below_min_value");
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** Reasoning models refuse what steers sampling. */
  static void sampling(ObjectNode body, ModelRules rules, String effort) {
    range(body, "temperature", 0, 2);
    range(body, "top_p", 0, 1);
    boolean reasons = rules.reasons() && !(rules.mayStopReasoning() && effort.equals("none"));
    if (!reasons) {
      return;
    }
    JsonNode temperature = body.path("temperature");
    if (temperature.isNumber() && temperature.asDouble() != 1) {
      throw OpenAiErrors.refused(
          400,
          "Unsupported value: 'temperature' does not support "
              + temperature
              + " with this model. Only the default (1) value is supported.",
          "temperature",
          "unsupported_value");
    }
    for (String name : List.of("top_p", "logprobs", "top_logprobs", "logit_bias")) {
      if (body.hasNonNull(name) && !(name.equals("top_p") && body.path(name).asDouble() == 1)) {
        throw OpenAiErrors.unsupported(
            name, "Unsupported parameter: '" + name + "' is not supported with this model.");
      }
    }
  }

  static void functionName(String where, String name) {
    if (!name.matches("^[a-zA-Z0-9_-]{1,64}$")) {
      throw OpenAiErrors.refused(
          400,
          "Invalid '"
              + where
              + "': string does not match pattern. Expected a string that matches the pattern"
              + " '^[a-zA-Z0-9_-]+$'.",
          where,
          "invalid_value");
    }
  }

  static void parameters(String where, String name, JsonNode schema) {
    if (schema.isObject() && !schema.path("type").asText("object").equals("object")) {
      throw OpenAiErrors.refused(
          400,
          "Invalid schema for function '"
              + name
              + "': schema must be a JSON Schema of 'type: \"object\"', got 'type: \""
              + schema.path("type").asText()
              + "\"'.",
          where,
          "invalid_function_parameters");
    }
  }
}
