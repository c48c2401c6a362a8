package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Tokens;
import dev.maestro.simulator.script.Tool;
import dev.maestro.simulator.script.Turn;
import java.util.ArrayList;
import java.util.List;

/** Reads the turn out of a Messages request. */
final class MessagesTurn {
  private MessagesTurn() {}

  static Turn of(ObjectNode body, ModelRules rules) {
    String userText = "";
    int rounds = 0;
    List<String> results = new ArrayList<>();
    for (JsonNode message : body.path("messages")) {
      if (!message.path("role").asText().equals("user")) {
        continue;
      }
      List<String> answered = results(message.path("content"));
      if (answered.isEmpty()) {
        userText = Json.text(message.path("content"));
        rounds = 0;
        results.clear();
      } else {
        rounds++;
        results = answered;
      }
    }
    String choice = body.path("tool_choice").path("type").asText("auto");
    return new Turn(
        userText,
        rounds,
        results,
        tools(body, choice),
        choice.equals("any") || choice.equals("tool"),
        !body.path("tool_choice").path("disable_parallel_tool_use").asBoolean(),
        reasons(body, rules),
        body.path("max_tokens").asInt(Integer.MAX_VALUE),
        stops(body),
        body.path("output_config").path("format").path("schema"),
        inputTokens(body));
  }

  static int inputTokens(ObjectNode body) {
    long size =
        body.path("messages").toString().length()
            + body.path("system").toString().length()
            + (long) body.path("tools").toString().length();
    return Tokens.estimate(size);
  }

  private static boolean reasons(ObjectNode body, ModelRules rules) {
    String type = body.path("thinking").path("type").asText();
    return type.equals("enabled")
        || type.equals("adaptive")
        || (type.isEmpty() && rules.reasonsByDefault());
  }

  private static List<String> results(JsonNode content) {
    List<String> results = new ArrayList<>();
    for (JsonNode block : content) {
      if (block.path("type").asText().equals("tool_result")) {
        results.add(Json.text(block.path("content")));
      }
    }
    return results;
  }

  private static List<Tool> tools(ObjectNode body, String choice) {
    List<Tool> tools = new ArrayList<>();
    if (choice.equals("none")) {
      return tools;
    }
    String only = choice.equals("tool") ? body.path("tool_choice").path("name").asText() : "";
    for (JsonNode tool : body.path("tools")) {
      String name = tool.path("name").asText();
      if (tool.path("input_schema").isObject() && (only.isEmpty() || only.equals(name))) {
        tools.add(new Tool(name, tool.path("input_schema")));
      }
    }
    return tools;
  }

  private static List<String> stops(ObjectNode body) {
    List<String> stops = new ArrayList<>();
    body.path("stop_sequences").forEach(stop -> stops.add(stop.asText()));
    return stops;
  }
}
