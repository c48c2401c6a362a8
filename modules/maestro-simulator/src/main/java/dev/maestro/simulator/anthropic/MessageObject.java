package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Meter;
import dev.maestro.simulator.script.Piece;
import dev.maestro.simulator.script.Script;
import dev.maestro.simulator.script.Signatures;
import dev.maestro.simulator.script.Stop;

/** The message object and its parts, as they stand in whole answers and in events. */
final class MessageObject {
  private final String model;
  private final Answer answer;
  private final Script script;
  private final boolean hideReasoning;
  private final Signatures signatures;

  MessageObject(
      String model, Answer answer, Script script, boolean hideReasoning, Signatures signatures) {
    this.model = model;
    this.answer = answer;
    this.script = script;
    this.hideReasoning = hideReasoning;
    this.signatures = signatures;
  }

  /** The message before anything is said. */
  ObjectNode opened() {
    ObjectNode message =
        Json.object()
            .put("model", model)
            .put("id", Ids.random("msg_01", 22))
            .put("type", "message")
            .put("role", "assistant");
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    if (!script.has("no-usage")) {
      message.set("usage", startUsage(1));
    }
    return message;
  }

  /** The whole message. */
  ObjectNode whole() {
    ObjectNode message = opened();
    ArrayNode content = message.putArray("content");
    for (Piece piece : answer.pieces()) {
      content.add(block(piece));
    }
    message.setAll(stop());
    if (!script.has("no-usage")) {
      message.set("usage", startUsage(answer.meter().output()));
    }
    return message;
  }

  private ObjectNode block(Piece piece) {
    return switch (piece) {
      case Piece.Reasoning reasoning -> {
        answer.meter().reasoning(reasoning.tokens());
        yield reasoning.redacted()
            ? redacted()
            : thinking(shown(reasoning), signature(shown(reasoning)));
      }
      case Piece.Text text -> textBlock(Composer.whole(answer.meter().text(text.tokens().get())));
      case Piece.Refusal refusal -> {
        answer.meter().refusal(refusal.tokens());
        yield textBlock(refusal.text());
      }
      case Piece.Call call -> {
        answer.meter().call(call.arguments().toString());
        ObjectNode block = toolUse(call);
        block.set("input", call.arguments());
        yield block;
      }
    };
  }

  String shown(Piece.Reasoning reasoning) {
    return hideReasoning ? "" : reasoning.text();
  }

  boolean hidesReasoning() {
    return hideReasoning;
  }

  String signature(String shown) {
    return signatures.issue(HistoryCheck.PREFIX, HistoryCheck.THINKING, shown);
  }

  ObjectNode redacted() {
    return Json.object()
        .put("type", "redacted_thinking")
        .put("data", signatures.issue(HistoryCheck.PREFIX, HistoryCheck.REDACTED, ""));
  }

  static ObjectNode thinking(String text, String signature) {
    return Json.object().put("type", "thinking").put("thinking", text).put("signature", signature);
  }

  static ObjectNode textBlock(String text) {
    return Json.object().put("type", "text").put("text", text);
  }

  static ObjectNode toolUse(Piece.Call call) {
    ObjectNode block =
        Json.object()
            .put("type", "tool_use")
            .put("id", Ids.random("toolu_01", 22))
            .put("name", call.name());
    block.putObject("input");
    return block;
  }

  /** {@code stop_reason} and what goes with it. */
  ObjectNode stop() {
    Stop stop = answer.stop();
    ObjectNode end =
        Json.object()
            .put(
                "stop_reason",
                switch (stop) {
                  case END -> "end_turn";
                  case STOP_SEQUENCE -> "stop_sequence";
                  case LENGTH -> "max_tokens";
                  case TOOL_CALLS -> "tool_use";
                  case REFUSAL, FILTER -> "refusal";
                  case PAUSE -> "pause_turn";
                });
    end.put("stop_sequence", stop == Stop.STOP_SEQUENCE ? answer.stopSequence() : null);
    if (stop == Stop.REFUSAL || stop == Stop.FILTER) {
      end.putObject("stop_details").put("type", "refusal").put("category", "cyber");
    }
    return end;
  }

  private ObjectNode startUsage(int output) {
    ObjectNode usage = counts();
    usage
        .putObject("cache_creation")
        .put("ephemeral_5m_input_tokens", 0)
        .put("ephemeral_1h_input_tokens", 0);
    return usage
        .put("output_tokens", output)
        .put("service_tier", "standard")
        .put("inference_geo", "not_available");
  }

  private ObjectNode counts() {
    return Json.object()
        .put("input_tokens", answer.meter().input())
        .put("cache_creation_input_tokens", 0)
        .put("cache_read_input_tokens", 0);
  }

  /** The usage of the last event: cumulative. */
  ObjectNode endUsage() {
    Meter meter = answer.meter();
    ObjectNode usage = counts().put("output_tokens", meter.output());
    if (meter.reasoning() > 0) {
      usage.putObject("output_tokens_details").put("thinking_tokens", meter.reasoning());
    }
    return usage;
  }
}
