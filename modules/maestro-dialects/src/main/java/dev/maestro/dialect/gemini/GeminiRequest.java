package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Warning;
import dev.maestro.dialect.CacheMarks;
import dev.maestro.dialect.Json;
import java.util.List;
import java.util.Set;

/** Writes one request; what has no place in it is told as a warning. */
final class GeminiRequest {
  private static final int MAX_STOPS = 5;

  private final ChatRequest request;
  private final Set<Warning> warnings;
  private final GeminiModel model;
  private final ObjectNode body = Json.object();

  GeminiRequest(ChatRequest request, Set<Warning> warnings) {
    this.request = request;
    this.warnings = warnings;
    this.model = GeminiModel.of(request.model());
  }

  ObjectNode write() {
    GeminiContents contents = new GeminiContents(model, warnings);
    request.messages().forEach(contents::add);
    system(contents.system());
    body.set("contents", contents.written());
    tools();
    ObjectNode config = Json.object();
    sampling(config);
    format(config);
    ObjectNode thinking = GeminiThinking.write(request.reasoning(), model, warnings);
    if (!thinking.isEmpty()) {
      config.set("thinkingConfig", thinking);
    }
    if (!config.isEmpty()) {
      body.set("generationConfig", config);
    }
    unsupported();
    return body;
  }

  private void system(List<String> hoisted) {
    ArrayNode parts = Json.array();
    request.system().forEach(part -> parts.addObject().put("text", part.text()));
    hoisted.forEach(text -> parts.addObject().put("text", text));
    if (!parts.isEmpty()) {
      body.putObject("systemInstruction").set("parts", parts);
    }
  }

  private void tools() {
    ToolChoice choice = request.toolChoice();
    if (request.tools().isEmpty()) {
      if (ToolChoice.isForced(choice)) {
        warn("tool_choice", "There are no tools to choose from.");
      }
      return;
    }
    ArrayNode functions = body.putArray("tools").addObject().putArray("functionDeclarations");
    request.tools().forEach(tool -> functions.add(function(tool)));
    if (choice != null) {
      ObjectNode calling = body.putObject("toolConfig").putObject("functionCallingConfig");
      switch (choice.mode()) {
        case AUTO -> calling.put("mode", "AUTO");
        case REQUIRED -> calling.put("mode", "ANY");
        case ONE -> {
          calling.put("mode", "ANY").putArray("allowedFunctionNames").add(choice.name());
        }
        case NONE -> calling.put("mode", "NONE");
      }
    }
    if (Boolean.FALSE.equals(request.parallelToolCalls())) {
      warn("parallel_tool_calls", "This vendor cannot be held to one call at a time.");
    }
  }

  private ObjectNode function(Tool tool) {
    ObjectNode function = Json.object().put("name", tool.name());
    if (tool.description() != null) {
      function.put("description", tool.description());
    }
    if (tool.schema() != null) {
      function.set(
          "parametersJsonSchema", schema("tools." + tool.name() + ".parameters", tool.schema()));
    }
    if (Boolean.TRUE.equals(tool.strict())) {
      warn("tools.strict", "This vendor does not hold calls strictly to their schema.");
    }
    return function;
  }

  private static ObjectNode schema(String field, String text) {
    Json schema = Json.tolerant(text);
    if (!schema.isObject()) {
      throw ProviderException.invalid(
          field, "this is no JSON object", "Give a JSON Schema of type object.");
    }
    return (ObjectNode) schema.node();
  }

  private void sampling(ObjectNode config) {
    number(config, "temperature", request.temperature());
    number(config, "topP", request.topP());
    whole(config, "topK", request.topK());
    whole(config, "candidateCount", request.choices());
    whole(config, "maxOutputTokens", request.maxTokens());
    number(config, "presencePenalty", request.presencePenalty());
    number(config, "frequencyPenalty", request.frequencyPenalty());
    Long seed = request.seed();
    if (seed != null && seed == seed.intValue()) {
      config.put("seed", seed.intValue());
    } else if (seed != null) {
      warn("seed", "This vendor takes seeds of 32 bits.");
    }
    if (!request.stop().isEmpty()) {
      ArrayNode stops = config.putArray("stopSequences");
      request.stop().stream().limit(MAX_STOPS).forEach(stops::add);
      if (request.stop().size() > MAX_STOPS) {
        warnings.add(new Warning("clamped", "stop", "Only the first " + MAX_STOPS + " were sent."));
      }
    }
  }

  private static void number(ObjectNode config, String field, Double value) {
    if (value != null) {
      config.put(field, value);
    }
  }

  private static void whole(ObjectNode config, String field, Integer value) {
    if (value != null) {
      config.put(field, value);
    }
  }

  private void format(ObjectNode config) {
    ResponseFormat format = request.responseFormat();
    if (format == null || format.type() == ResponseFormat.Type.TEXT) {
      return;
    }
    config.put("responseMimeType", "application/json");
    if (format.type() == ResponseFormat.Type.JSON_SCHEMA) {
      config.set(
          "responseJsonSchema",
          Json.titled(schema("response_format.schema", format.schema()), format));
    }
  }

  private void unsupported() {
    CacheMarks.unsupported(request).ifPresent(warnings::add);
    if (request.user() != null) {
      warn("user", "This vendor has no such setting.");
    }
    request.extra().keySet().stream()
        .sorted()
        .forEach(field -> warn(field, "This vendor has no such setting."));
  }

  private void warn(String field, String detail) {
    warnings.add(Warning.unsupported(field, detail));
  }
}
