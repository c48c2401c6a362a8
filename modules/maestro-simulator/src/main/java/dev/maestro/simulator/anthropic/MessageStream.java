package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Concatenation;
import dev.maestro.simulator.exchange.Event;
import dev.maestro.simulator.exchange.Interrupted;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Piece;
import dev.maestro.simulator.script.Script;
import dev.maestro.simulator.script.Tokens;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** The events of a Messages stream. */
final class MessageStream {
  private final MessageObject message;
  private final Answer answer;
  private final Script script;

  MessageStream(MessageObject message, Answer answer, Script script) {
    this.message = message;
    this.answer = answer;
    this.script = script;
  }

  Iterator<Event> events() {
    List<Supplier<Iterator<ObjectNode>>> parts = new ArrayList<>();
    parts.add(Concatenation.items(this::opening));
    for (int index = 0; index < answer.pieces().size(); index++) {
      int at = index;
      Piece piece = answer.pieces().get(index);
      parts.add(() -> block(at, piece));
    }
    if (script.has("unknown")) {
      parts.add(Concatenation.items(() -> unknown(answer.pieces().size())));
    }
    if (!script.has("truncate")) {
      parts.add(Concatenation.items(this::closing));
    }
    Iterator<Event> events = Concatenation.map(new Concatenation<>(parts), MessageStream::padded);
    return Interrupted.asAsked(
        script,
        events,
        taken -> List.of(padded(AnthropicErrors.body("overloaded_error", "Overloaded"))));
  }

  private List<ObjectNode> opening() {
    ObjectNode start = event("message_start");
    start.set("message", message.opened());
    List<ObjectNode> events = new ArrayList<>();
    events.add(start);
    if (script.has("duplicate-start")) {
      events.add(start.deepCopy());
    }
    if (script.has("unknown")) {
      events.add(event("weather_report").put("outlook", "unknown to every client"));
    }
    return events;
  }

  private List<ObjectNode> closing() {
    ObjectNode delta = event("message_delta");
    delta.set("delta", message.stop());
    if (!script.has("no-usage")) {
      delta.set("usage", message.endUsage());
    }
    return List.of(delta, event("message_stop"));
  }

  private Iterator<ObjectNode> block(int index, Piece piece) {
    List<Supplier<Iterator<ObjectNode>>> parts = new ArrayList<>();
    switch (piece) {
      case Piece.Reasoning reasoning when reasoning.redacted() -> {
        answer.meter().reasoning(reasoning.tokens());
        parts.add(start(index, message.redacted()));
      }
      case Piece.Reasoning reasoning -> {
        answer.meter().reasoning(reasoning.tokens());
        parts.add(start(index, MessageObject.thinking("", "")));
        if (!message.hidesReasoning()) {
          parts.add(deltas(index, "thinking_delta", "thinking", reasoning.tokens()));
        }
        String signature = message.signature(message.shown(reasoning));
        parts.add(deltas(index, "signature_delta", "signature", List.of(signature)));
      }
      case Piece.Text text -> {
        parts.add(start(index, MessageObject.textBlock("")));
        parts.add(() ->
            Concatenation.map(
                answer.meter().text(text.tokens().get()),
                token -> delta(index, "text_delta", "text", token)));
      }
      case Piece.Refusal refusal -> {
        answer.meter().refusal(refusal.tokens());
        parts.add(start(index, MessageObject.textBlock("")));
        parts.add(deltas(index, "text_delta", "text", refusal.tokens()));
      }
      case Piece.Call call -> {
        String arguments = call.arguments().toString();
        answer.meter().call(arguments);
        parts.add(start(index, MessageObject.toolUse(call)));
        List<String> fragments = new ArrayList<>(List.of(""));
        if (!call.arguments().isEmpty()) {
          fragments.addAll(Tokens.of(arguments));
        }
        parts.add(deltas(index, "input_json_delta", "partial_json", fragments));
      }
    }
    parts.add(Concatenation.items(() -> List.of(at("content_block_stop", index))));
    return new Concatenation<>(parts);
  }

  /** A block's start and, as the vendor does, a ping inside the block. */
  private static Supplier<Iterator<ObjectNode>> start(int index, ObjectNode block) {
    ObjectNode start = at("content_block_start", index);
    start.set("content_block", block);
    return Concatenation.items(() -> index == 0 ? List.of(start, event("ping")) : List.of(start));
  }

  private static Supplier<Iterator<ObjectNode>> deltas(
      int index, String type, String field, List<String> texts) {
    return () -> Concatenation.map(texts.iterator(), text -> delta(index, type, field, text));
  }

  private static ObjectNode delta(int index, String type, String field, String text) {
    ObjectNode delta = at("content_block_delta", index);
    delta.putObject("delta").put("type", type).put(field, text);
    return delta;
  }

  private static List<ObjectNode> unknown(int index) {
    ObjectNode start = at("content_block_start", index);
    start.putObject("content_block").put("type", "hologram").put("shape", "");
    return List.of(
        start, delta(index, "hologram_delta", "shape", "sphere"), at("content_block_stop", index));
  }

  private static ObjectNode event(String type) {
    return Json.object().put("type", type);
  }

  private static ObjectNode at(String type, int index) {
    return event(type).put("index", index);
  }

  /** The vendor hides the size of events behind a varying number of spaces. */
  private static Event padded(ObjectNode data) {
    String json = data.toString();
    int spaces = Math.floorMod(json.hashCode(), 16);
    return new Event(
        data.get("type").asText(),
        json.substring(0, json.length() - 1) + " ".repeat(spaces) + "}",
        false);
  }
}
