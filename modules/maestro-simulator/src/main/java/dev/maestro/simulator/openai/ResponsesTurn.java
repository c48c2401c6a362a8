package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Tokens;
import dev.maestro.simulator.script.Tool;
import dev.maestro.simulator.script.Turn;
import java.util.ArrayList;
import java.util.List;

/** Reads the turn out of a Responses request. */
final class ResponsesTurn {
  private ResponsesTurn() {}

  /** The turn of a request whose input items are given, earlier ones included. */
  static Turn of(ObjectNode body, JsonNode items, boolean reasons) {
    String userText = "";
    int rounds = 0;
    boolean answered = true;
    List<String> results = new ArrayList<>();
    for (JsonNode item : items) {
      switch (item.path("type").asText("message")) {
        case "message" -> {
          if (item.path("role").asText().equals("user")) {
            userText = Json.text(item.path("content"));
            rounds = 0;
            answered = true;
          }
        }
        case "function_call" -> {
          if (answered) {
            rounds++;
            results.clear();
          }
          answered = false;
        }
        case "function_call_output" -> {
          answered = true;
          results.add(Json.text(item.path("output")));
        }
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
        reasons && !body.path("reasoning").path("effort").asText().equals("none"),
        body.path("max_output_tokens").asInt(Integer.MAX_VALUE),
        List.of(),
        body.path("text").path("format").path("schema"),
        inputTokens(body, items));
  }

  static int inputTokens(ObjectNode body, JsonNode items) {
    return Tokens.estimate(
        items.toString().length()
            + body.path("instructions").asText().length()
            + (long) body.path("tools").toString().length());
  }

  private static List<Tool> tools(ObjectNode body, JsonNode choice) {
    List<Tool> tools = new ArrayList<>();
    if (choice.asText().equals("none")) {
      return tools;
    }
    String only = choice.path("name").asText();
    for (JsonNode tool : body.path("tools")) {
      String name = tool.path("name").asText();
      boolean wanted = only.isEmpty() || only.equals(name);
      if (wanted && tool.path("type").asText().equals("function")) {
        tools.add(new Tool(name, tool.path("parameters")));
      }
    }
    return tools;
  }
}
