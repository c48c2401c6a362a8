package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import java.util.Set;

/** The fields of a generateContent request and their limits. */
final class GenerateCheck {
  private static final Set<String> FIELDS =
      Set.of(
          "contents",
          "systemInstruction",
          "system_instruction",
          "tools",
          "toolConfig",
          "tool_config",
          "generationConfig",
          "generation_config",
          "safetySettings",
          "safety_settings",
          "cachedContent",
          "cached_content",
          "model",
          "labels",
          "serviceTier",
          "store");
  private static final Set<String> CONFIG =
      Set.of(
          "temperature",
          "topP",
          "topK",
          "candidateCount",
          "maxOutputTokens",
          "stopSequences",
          "presencePenalty",
          "frequencyPenalty",
          "seed",
          "responseLogprobs",
          "logprobs",
          "responseMimeType",
          "responseSchema",
          "responseJsonSchema",
          "_responseJsonSchema",
          "responseModalities",
          "mediaResolution",
          "thinkingConfig",
          "speechConfig",
          "imageConfig",
          "enableEnhancedCivicAnswers",
          "audioTimestamp",
          "routingConfig");
  private static final Set<String> SCHEMA =
      Set.of(
          "type",
          "format",
          "title",
          "description",
          "nullable",
          "enum",
          "items",
          "maxItems",
          "minItems",
          "properties",
          "required",
          "minProperties",
          "maxProperties",
          "minLength",
          "maxLength",
          "pattern",
          "example",
          "anyOf",
          "propertyOrdering",
          "default",
          "minimum",
          "maximum");
  private static final String GENERATION = "* GenerateContentRequest.generation_config.";

  private GenerateCheck() {}

  /** A request to count: either contents alone, or a whole request that names the model again. */
  static void count(ObjectNode body, boolean whole, String model, ModelRules rules) {
    Json.unknownField(body, Set.of("contents", "generateContentRequest"))
        .ifPresent(name -> {
          throw GeminiErrors.unknownField(name, "");
        });
    if (!whole) {
      check(body, rules);
      return;
    }
    ObjectNode request = (ObjectNode) body.get("generateContentRequest");
    String named = request.path("model").asText();
    if (!named.equals("models/" + model) && !named.equals(model)) {
      throw GeminiErrors.invalid(
          "* CountTokensRequest.generate_content_request.model: unexpected model name format\n");
    }
    check(request, rules);
  }

  static void check(ObjectNode body, ModelRules rules) {
    Json.unknownField(body, FIELDS)
        .ifPresent(name -> {
          throw GeminiErrors.unknownField(name, "");
        });
    if (body.path("contents").isEmpty()) {
      throw GeminiErrors.invalid("* GenerateContentRequest.contents: contents is not specified\n");
    }
    JsonNode config = body.path("generationConfig");
    Json.unknownField(config, CONFIG)
        .ifPresent(name -> {
          throw GeminiErrors.unknownField(name, "generation_config");
        });
    generation(config, rules);
    thinking(config.path("thinkingConfig"), rules);
    tools(body.path("tools"));
  }

  private static void generation(JsonNode config, ModelRules rules) {
    double temperature = config.path("temperature").asDouble(1);
    if (temperature < 0 || temperature > rules.maxTemperature()) {
      throw GeminiErrors.invalid(
          GENERATION
              + "temperature: temperature must be in the range [0.0, "
              + rules.maxTemperature()
              + "].\n");
    }
    double topP = config.path("topP").asDouble(0.95);
    if (topP < 0 || topP > 1) {
      throw GeminiErrors.invalid(GENERATION + "top_p: top_p must be in the range [0.0, 1.0].\n");
    }
    int most = config.path("maxOutputTokens").asInt(rules.outputLimit());
    if (most < 1 || most > rules.outputLimit()) {
      throw GeminiErrors.invalid(
          "Unable to submit request because it has a maxOutputTokens value of "
              + most
              + " but the supported range is from 1 (inclusive) to "
              + (rules.outputLimit() + 1)
              + " (exclusive). Update the value and try again.");
    }
    if (config.path("stopSequences").size() > 5) {
      throw GeminiErrors.invalid(
          GENERATION + "stop_sequences: the number of stop_sequences must not exceed 5.\n");
    }
    int candidates = config.path("candidateCount").asInt(1);
    if (candidates < 1 || candidates > 8) {
      throw GeminiErrors.invalid(
          GENERATION + "candidate_count: candidate_count must be in the range [1, 8].\n");
    }
    boolean schema = config.has("responseSchema") || config.has("responseJsonSchema");
    if (schema && !config.path("responseMimeType").asText().equals("application/json")) {
      throw GeminiErrors.invalid(
          GENERATION
              + "response_schema: only allowed when response_mime_type is 'application/json'.\n");
    }
  }

  private static void thinking(JsonNode thinking, ModelRules rules) {
    if (thinking.has("thinkingBudget") && thinking.has("thinkingLevel")) {
      throw GeminiErrors.invalid(
          "You can only set only one of thinking budget and thinking level.");
    }
    if (thinking.has("thinkingLevel") && !rules.third()) {
      throw GeminiErrors.invalid("Thinking level is not supported for this model.");
    }
    if (!thinking.has("thinkingBudget")) {
      return;
    }
    if (!rules.thinks()) {
      throw GeminiErrors.invalid("Thinking is not supported for this model.");
    }
    int budget = thinking.path("thinkingBudget").asInt();
    if (budget == 0 && !rules.mayStop()) {
      throw GeminiErrors.invalid("Budget 0 is invalid. This model only works in thinking mode.");
    }
    boolean inRange = budget >= rules.leastBudget() && budget <= rules.mostBudget();
    if (budget != 0 && budget != -1 && !inRange) {
      throw GeminiErrors.invalid(
          "The thinking budget "
              + budget
              + " is invalid. Please choose a value between "
              + rules.leastBudget()
              + " and "
              + rules.mostBudget()
              + ".");
    }
  }

  private static void tools(JsonNode tools) {
    for (int t = 0; t < tools.size(); t++) {
      JsonNode declarations = tools.get(t).path("functionDeclarations");
      for (int d = 0; d < declarations.size(); d++) {
        String where = "tools[" + t + "].function_declarations[" + d + "]";
        JsonNode declaration = declarations.get(d);
        if (!declaration.path("name").asText().matches("[A-Za-z_][A-Za-z0-9_.:-]{0,63}")) {
          throw GeminiErrors.invalid(
              "* GenerateContentRequest."
                  + where
                  + ".name: Invalid function name. Must start with a letter or an underscore. Must"
                  + " be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or"
                  + " dashes (-), with a maximum length of 64.\n");
        }
        schema(declaration.path("parameters"), where + ".parameters");
      }
    }
  }

  /** {@code parameters} is a subset of OpenAPI's schema; more goes to parametersJsonSchema. */
  private static void schema(JsonNode schema, String where) {
    if (!schema.isObject()) {
      return;
    }
    Json.unknownField(schema, SCHEMA)
        .ifPresent(name -> {
          throw GeminiErrors.unknownField(name, where);
        });
    int index = 0;
    for (JsonNode property : schema.path("properties")) {
      schema(property, where + ".properties[" + index++ + "].value");
    }
    schema(schema.path("items"), where + ".items");
  }
}
