package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Meter;
import dev.maestro.simulator.script.Script;
import java.util.List;

/** The response object; a stream is made of many. */
final class GenerateObject {
  private static final List<String> HARMS =
      List.of(
          "HARM_CATEGORY_SEXUALLY_EXPLICIT",
          "HARM_CATEGORY_HATE_SPEECH",
          "HARM_CATEGORY_HARASSMENT",
          "HARM_CATEGORY_DANGEROUS_CONTENT");

  private final String id = Ids.random("", 23);
  private final String model;
  private final Answer answer;
  private final Script script;

  GenerateObject(String model, Answer answer, Script script) {
    this.model = model;
    this.answer = answer;
    this.script = script;
  }

  /** New parts, and the finish reason where they are the last. */
  ObjectNode of(List<ObjectNode> parts, boolean last) {
    ObjectNode response = Json.object();
    ObjectNode candidate = response.putArray("candidates").addObject();
    if (!(last && script.has("filter"))) {
      ObjectNode content = candidate.putObject("content");
      ArrayNode list = content.putArray("parts");
      parts.forEach(list::add);
      content.put("role", "model");
    }
    if (last) {
      candidate.put("finishReason", finishReason());
    }
    candidate.put("index", 0);
    if (last && script.has("filter")) {
      ratings(candidate.putArray("safetyRatings"), true);
    }
    if (script.has("unknown")) {
      response.put("weatherReport", "unknown to every client");
    }
    return finished(response);
  }

  /** A prompt that was blocked: no candidates. */
  ObjectNode blocked() {
    ObjectNode response = Json.object();
    ObjectNode feedback =
        response.putObject("promptFeedback").put("blockReason", "PROHIBITED_CONTENT");
    ratings(feedback.putArray("safetyRatings"), false);
    return finished(response);
  }

  private static void ratings(ArrayNode ratings, boolean blocked) {
    for (String harm : HARMS) {
      ObjectNode rating =
          ratings.addObject().put("category", harm).put("probability", "NEGLIGIBLE");
      if (blocked && harm.endsWith("HATE_SPEECH")) {
        rating.put("probability", "HIGH").put("blocked", true);
      }
    }
  }

  private ObjectNode finished(ObjectNode response) {
    if (!script.has("no-usage")) {
      response.set("usageMetadata", usage());
    }
    return response.put("modelVersion", model).put("responseId", id);
  }

  private String finishReason() {
    return switch (answer.stop()) {
      case END, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "STOP";
      case LENGTH -> "MAX_TOKENS";
      case REFUSAL, FILTER -> "SAFETY";
    };
  }

  private ObjectNode usage() {
    Meter meter = answer.meter();
    ObjectNode usage = Json.object().put("promptTokenCount", meter.input());
    if (meter.visible() > 0) {
      usage.put("candidatesTokenCount", meter.visible());
    }
    usage.put("totalTokenCount", meter.input() + meter.output());
    usage
        .putArray("promptTokensDetails")
        .addObject()
        .put("modality", "TEXT")
        .put("tokenCount", meter.input());
    if (meter.reasoning() > 0) {
      usage.put("thoughtsTokenCount", meter.reasoning());
    }
    return usage;
  }
}
