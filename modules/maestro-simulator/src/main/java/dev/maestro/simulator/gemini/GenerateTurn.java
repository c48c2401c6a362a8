package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.script.Tokens;
import dev.maestro.simulator.script.Tool;
import dev.maestro.simulator.script.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the turn out of a generateContent request. */
final class GenerateTurn {
  private GenerateTurn() {}

  static Turn of(ObjectNode body, ModelRules rules) {
    String userText = "";
    int rounds = 0;
    List<String> results = new ArrayList<>();
    for (JsonNode content : body.path("contents")) {
      if (content.path("role").asText().equals("model")) {
        continue;
      }
      List<String> answered = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (JsonNode part : content.path("parts")) {
        text.append(part.path("text").asText());
        if (part.has("functionResponse")) {
          answered.add(result(part.path("functionResponse").path("response")));
        }
      }
      if (answered.isEmpty()) {
        userText = text.toString();
        rounds = 0;
      } else {
        rounds++;
        results = answered;
      }
    }
    JsonNode config = body.path("generationConfig");
    JsonNode calling = body.path("toolConfig").path("functionCallingConfig");
    return new Turn(
        userText,
        rounds,
        results,
        tools(body, calling),
        calling.path("mode").asText().equals("ANY"),
        true,
        rules.thinks() && config.path("thinkingConfig").path("thinkingBudget").asInt(-1) != 0,
        config.path("maxOutputTokens").asInt(Integer.MAX_VALUE),
        stops(config),
        schema(config),
        inputTokens(body));
  }

  private static String result(JsonNode response) {
    return response.path("result").isTextual()
        ? response.path("result").asText()
        : response.toString();
  }

  static int inputTokens(ObjectNode body) {
    return Tokens.estimate(
        body.path("contents").toString().length()
            + body.path("systemInstruction").toString().length()
            + (long) body.path("tools").toString().length());
  }

  private static JsonNode schema(JsonNode config) {
    return config.has("responseJsonSchema")
        ? config.path("responseJsonSchema")
        : config.path("responseSchema");
  }

  private static List<Tool> tools(ObjectNode body, JsonNode calling) {
    List<Tool> tools = new ArrayList<>();
    if (calling.path("mode").asText().equals("NONE")) {
      return tools;
    }
    Set<String> only = new HashSet<>();
    calling.path("allowedFunctionNames").forEach(name -> only.add(name.asText()));
    for (JsonNode group : body.path("tools")) {
      for (JsonNode declaration : group.path("functionDeclarations")) {
        String name = declaration.path("name").asText();
        if (only.isEmpty() || only.contains(name)) {
          JsonNode schema = declaration.path("parametersJsonSchema");
          tools.add(new Tool(name, schema.isObject() ? schema : declaration.path("parameters")));
        }
      }
    }
    return tools;
  }

  private static List<String> stops(JsonNode config) {
    List<String> stops = new ArrayList<>();
    config.path("stopSequences").forEach(stop -> stops.add(stop.asText()));
    return stops;
  }
}
