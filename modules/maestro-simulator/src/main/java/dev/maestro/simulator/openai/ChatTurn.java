package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Tokens;
import dev.maestro.simulator.script.Tool;
import dev.maestro.simulator.script.Turn;
import java.util.ArrayList;
import java.util.List;

/** Reads the turn out of a Chat Completions request. */
final class ChatTurn {
  private ChatTurn() {}

  static Turn of(ObjectNode body, boolean reasons) {
    String userText = "";
    int rounds = 0;
    List<String> results = new ArrayList<>();
    for (JsonNode message : body.path("messages")) {
      switch (message.path("role").asText()) {
        case "user" -> {
          userText = Json.text(message.path("content"));
          rounds = 0;
        }
        case "assistant" -> {
          if (!message.path("tool_calls").isEmpty()) {
            rounds++;
            results.clear();
          }
        }
        case "tool" -> results.add(Json.text(message.path("content")));
        default -> {}
      }
    }
    JsonNode choice = body.path("tool_choice");
    return new Turn(
        userText,
        rounds,
        results,
        tools(body, choice),
        choice.isObject() || choice.asText().equals("required"),
        body.path("parallel_tool_calls").asBoolean(true),
        reasons && !body.path("reasoning_effort").asText().equals("none"),
        body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(Integer.MAX_VALUE)),
        stops(body.path("stop")),
        body.path("response_format").path("json_schema").path("schema"),
        Tokens.estimate(
            body.path("messages").toString().length()
                + (long) body.path("tools").toString().length()));
  }

  private static List<Tool> tools(ObjectNode body, JsonNode choice) {
    List<Tool> tools = new ArrayList<>();
    if (choice.asText().equals("none")) {
      return tools;
    }
    String only = choice.path("function").path("name").asText();
    for (JsonNode tool : body.path("tools")) {
      JsonNode function = tool.path("function");
      String name = function.path("name").asText();
      if (only.isEmpty() || only.equals(name)) {
        tools.add(new Tool(name, function.path("parameters")));
      }
    }
    return tools;
  }

  private static List<String> stops(JsonNode stop) {
    List<String> stops = new ArrayList<>();
    if (stop.isTextual()) {
      stops.add(stop.asText());
    }
    if (stop.isArray()) {
      stop.forEach(text -> stops.add(text.asText()));
    }
    return stops;
  }
}
