package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Concatenation;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Meter;
import dev.maestro.simulator.script.Piece;
import dev.maestro.simulator.script.Tokens;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** The events of one output item each; the finished item is added to the output. */
final class ResponseItems {
  /** What a response's items are made of. */
  record Setting(
      ItemIds ids,
      Meter meter,
      boolean summary,
      boolean encrypted,
      boolean obfuscation,
      boolean rotateIds,
      String phase,
      EncryptedContents contents) {}

  /** Makes the two encrypted contents of a reasoning item. */
  interface EncryptedContents {
    String partial();

    String done();
  }

  private final Setting setting;
  private final List<ObjectNode> output;

  ResponseItems(Setting setting, List<ObjectNode> output) {
    this.setting = setting;
    this.output = output;
  }

  Iterator<ObjectNode> of(int index, Piece piece) {
    return switch (piece) {
      case Piece.Reasoning reasoning -> reasoning(index, reasoning);
      case Piece.Text text ->
          message(index, "output_text", setting.meter().text(text.tokens().get()));
      case Piece.Refusal refusal -> {
        setting.meter().refusal(refusal.tokens());
        yield message(index, "refusal", refusal.tokens().iterator());
      }
      case Piece.Call call -> call(index, call);
    };
  }

  private Iterator<ObjectNode> reasoning(int index, Piece.Reasoning reasoning) {
    setting.meter().reasoning(reasoning.tokens());
    String id = setting.ids().reasoning();
    ObjectNode item = Json.object().put("id", id).put("type", "reasoning");
    item.putArray("summary");
    if (setting.encrypted()) {
      item.put("encrypted_content", setting.contents().partial());
    }
    List<Supplier<Iterator<ObjectNode>>> parts = new ArrayList<>();
    parts.add(Concatenation.items(() -> List.of(added(index, item))));
    ObjectNode done = item.deepCopy();
    if (setting.summary()) {
      ObjectNode part = Json.object().put("type", "summary_text").put("text", reasoning.text());
      done.withArray("summary").add(part);
      parts.add(() -> summary(index, id, reasoning, part));
    }
    if (setting.encrypted()) {
      done.put("encrypted_content", setting.contents().done());
    }
    parts.add(Concatenation.items(() -> List.of(done(index, done))));
    return new Concatenation<>(parts);
  }

  private Iterator<ObjectNode> summary(
      int index, String id, Piece.Reasoning reasoning, ObjectNode part) {
    String name = "response.reasoning_summary_";
    ObjectNode empty = part.deepCopy().put("text", "");
    List<ObjectNode> events = new ArrayList<>();
    events.add(with(inSummary(name + "part.added", id, index), "part", empty));
    for (String token : reasoning.tokens()) {
      events.add(obfuscated(inSummary(name + "text.delta", id, index).put("delta", token)));
    }
    events.add(inSummary(name + "text.done", id, index).put("text", reasoning.text()));
    events.add(with(inSummary(name + "part.done", id, index), "part", part));
    return events.iterator();
  }

  private Iterator<ObjectNode> message(int index, String type, Iterator<String> tokens) {
    boolean refuses = type.equals("refusal");
    String id = setting.ids().message();
    ObjectNode item =
        Json.object().put("id", id).put("type", "message").put("status", "in_progress");
    item.putArray("content");
    if (!setting.phase().isEmpty()) {
      item.put("phase", setting.phase());
    }
    item.put("role", "assistant");
    String name = refuses ? "response.refusal" : "response.output_text";
    StringBuilder whole = new StringBuilder();
    List<Supplier<Iterator<ObjectNode>>> parts = new ArrayList<>();
    parts.add(
        Concatenation.items(() ->
            List.of(
                added(index, item),
                with(
                    inContent("response.content_part.added", id, index), "part", part(type, "")))));
    parts.add(() ->
        Concatenation.map(
            tokens,
            token -> {
              whole.append(token);
              ObjectNode delta = inContent(name + ".delta", id, index).put("delta", token);
              if (!refuses) {
                delta.putArray("logprobs");
              }
              return obfuscated(delta);
            }));
    parts.add(Concatenation.items(() -> messageDone(index, type, item, whole.toString(), name)));
    return new Concatenation<>(parts);
  }

  private List<ObjectNode> messageDone(
      int index, String type, ObjectNode item, String text, String name) {
    String id = item.path("id").asText();
    ObjectNode finished = inContent(name + ".done", id, index);
    if (type.equals("refusal")) {
      finished.put("refusal", text);
    } else {
      finished.put("text", text).putArray("logprobs");
    }
    ObjectNode done = item.deepCopy().put("status", "completed");
    done.withArray("content").add(part(type, text));
    return List.of(
        finished,
        with(inContent("response.content_part.done", id, index), "part", part(type, text)),
        done(index, done));
  }

  private static ObjectNode part(String type, String text) {
    ObjectNode part = Json.object().put("type", type);
    if (type.equals("refusal")) {
      return part.put("refusal", text);
    }
    part.putArray("annotations");
    part.putArray("logprobs");
    return part.put("text", text);
  }

  private Iterator<ObjectNode> call(int index, Piece.Call call) {
    String id = setting.ids().call();
    String arguments = call.arguments().toString();
    setting.meter().call(arguments);
    ObjectNode item =
        Json.object()
            .put("id", id)
            .put("type", "function_call")
            .put("status", "in_progress")
            .put("arguments", "")
            .put("call_id", Ids.random("call_", 24))
            .put("name", call.name());
    String name = "response.function_call_arguments";
    List<ObjectNode> events = new ArrayList<>();
    events.add(added(index, item));
    for (String token : Tokens.of(arguments)) {
      events.add(obfuscated(inItem(name + ".delta", id, index).put("delta", token)));
    }
    events.add(inItem(name + ".done", id, index).put("arguments", arguments));
    List<Supplier<Iterator<ObjectNode>>> parts = new ArrayList<>();
    parts.add(events::iterator);
    ObjectNode done = item.deepCopy().put("status", "completed").put("arguments", arguments);
    parts.add(Concatenation.items(() -> List.of(done(index, done))));
    return new Concatenation<>(parts);
  }

  private static ObjectNode added(int index, ObjectNode item) {
    return with(
        Json.object().put("type", "response.output_item.added").put("output_index", index),
        "item",
        item);
  }

  private ObjectNode done(int index, ObjectNode item) {
    ObjectNode last = item;
    if (setting.rotateIds()) {
      last = item.deepCopy();
      last.put("id", item.path("id").asText().replaceFirst("_0", "_1"));
    }
    output.add(last);
    return with(
        Json.object().put("type", "response.output_item.done").put("output_index", index),
        "item",
        last);
  }

  private static ObjectNode inItem(String type, String id, int index) {
    return Json.object().put("type", type).put("item_id", id).put("output_index", index);
  }

  private static ObjectNode inContent(String type, String id, int index) {
    return inItem(type, id, index).put("content_index", 0);
  }

  private static ObjectNode inSummary(String type, String id, int index) {
    return inItem(type, id, index).put("summary_index", 0);
  }

  private static ObjectNode with(ObjectNode event, String name, ObjectNode value) {
    event.set(name, value);
    return event;
  }

  private ObjectNode obfuscated(ObjectNode event) {
    return setting.obfuscation()
        ? event.put("obfuscation", Ids.random("", ThreadLocalRandom.current().nextInt(1, 16)))
        : event;
  }
}
