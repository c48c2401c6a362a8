package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Meter;
import dev.maestro.simulator.script.Piece;
import java.time.Instant;

/** What whole completions and chunks have in common, and the whole completion. */
final class ChatObject {
  private final String id = Ids.random("chatcmpl-", 29);
  private final long created = Instant.now().getEpochSecond();
  private final String model;
  private final Answer answer;

  ChatObject(String model, Answer answer) {
    this.model = model;
    this.answer = answer;
  }

  ObjectNode envelope(String object) {
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", model)
        .put("service_tier", "default")
        .put("system_fingerprint", "fp_51m0000001");
  }

  ObjectNode whole(int count, boolean usage) {
    ObjectNode body = envelope("chat.completion");
    ArrayNode choices = body.putArray("choices");
    for (int index = 0; index < count; index++) {
      ObjectNode choice = choices.addObject().put("index", index);
      choice.set("message", message());
      choice.putNull("logprobs").put("finish_reason", finishReason());
    }
    if (usage) {
      body.set("usage", usage());
    }
    return body;
  }

  private ObjectNode message() {
    ObjectNode message = Json.object().put("role", "assistant");
    message.putNull("content").putNull("refusal").putArray("annotations");
    ArrayNode calls = Json.array();
    for (Piece piece : answer.pieces()) {
      switch (piece) {
        case Piece.Reasoning reasoning -> answer.meter().reasoning(reasoning.tokens());
        case Piece.Text text when !answer.calls() ->
            message.put("content", Composer.whole(answer.meter().text(text.tokens().get())));
        case Piece.Text silent -> {}
        case Piece.Refusal refusal -> {
          answer.meter().refusal(refusal.tokens());
          message.put("refusal", refusal.text());
        }
        case Piece.Call call -> {
          String arguments = call.arguments().toString();
          answer.meter().call(arguments);
          calls.add(call(call, arguments));
        }
      }
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    return message;
  }

  static ObjectNode call(Piece.Call call, String arguments) {
    ObjectNode node = Json.object().put("id", Ids.random("call_", 24)).put("type", "function");
    node.putObject("function").put("name", call.name()).put("arguments", arguments);
    return node;
  }

  String finishReason() {
    return switch (answer.stop()) {
      case END, STOP_SEQUENCE, REFUSAL, PAUSE -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
      case FILTER -> "content_filter";
    };
  }

  ObjectNode usage() {
    Meter meter = answer.meter();
    ObjectNode usage =
        Json.object()
            .put("prompt_tokens", meter.input())
            .put("completion_tokens", meter.output())
            .put("total_tokens", meter.input() + meter.output());
    usage.putObject("prompt_tokens_details").put("cached_tokens", 0).put("audio_tokens", 0);
    usage
        .putObject("completion_tokens_details")
        .put("reasoning_tokens", meter.reasoning())
        .put("audio_tokens", 0)
        .put("accepted_prediction_tokens", 0)
        .put("rejected_prediction_tokens", 0);
    return usage;
  }
}
