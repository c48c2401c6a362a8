package dev.maestro.dialect.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes a whole answer. */
final class WholeWriter {
  private final SortedMap<Integer, Choice> choices = new TreeMap<>();
  private Usage usage;
  private String model;

  /** One alternative answer as it grows. */
  private static final class Choice {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final List<StreamEvent.ToolCallStarted> calls = new ArrayList<>();
    private final List<StringBuilder> arguments = new ArrayList<>();
    private final ObjectNode own = Json.object();
    private FinishReason reason = FinishReason.STOP;
  }

  WholeWriter(List<StreamEvent> events) {
    choice(0);
    events.forEach(this::add);
  }

  /** The answer; the model is the one asked for where the vendor did not say its own. */
  Buffer write(String id, long created, String asked) {
    ObjectNode body =
        Json.object()
            .put("id", id)
            .put("object", "chat.completion")
            .put("created", created)
            .put("model", model == null ? asked : model);
    ArrayNode list = body.putArray("choices");
    choices.forEach((index, choice) -> {
      ObjectNode written = list.addObject().put("index", index);
      written.set("message", message(choice));
      written.set("logprobs", choice.own.has("logprobs") ? choice.own.get("logprobs") : null);
      written.put("finish_reason", choice.reason.wire());
    });
    if (usage != null) {
      body.set("usage", Chunks.usage(usage));
    }
    return Json.bytes(body);
  }

  private Choice choice(int index) {
    return choices.computeIfAbsent(index, absent -> new Choice());
  }

  private void add(StreamEvent event) {
    switch (event) {
      case StreamEvent.Started started -> model = started.model();
      case StreamEvent.TextDelta delta -> choice(delta.choice()).text.append(delta.text());
      case StreamEvent.ReasoningDelta delta ->
          choice(delta.choice()).reasoning.append(delta.text());
      case StreamEvent.RefusalDelta delta -> choice(delta.choice()).refusal.append(delta.text());
      case StreamEvent.ToolCallStarted call -> {
        choice(call.choice()).calls.add(call);
        choice(call.choice()).arguments.add(new StringBuilder());
      }
      case StreamEvent.ToolCallDelta delta ->
          choice(delta.choice()).arguments.get(delta.index()).append(delta.arguments());
      case StreamEvent.OpaqueBlock block when block.origin().equals(ChatWire.DIALECT) -> own(block);
      case StreamEvent.UsageReported reported -> usage = reported.usage();
      case StreamEvent.ChoiceFinished finished ->
          choice(finished.choice()).reason = finished.reason();
      case StreamEvent.Finished finished -> choice(0).reason = finished.reason();
      default -> {} // this format says nothing of it
    }
  }

  private void own(StreamEvent.OpaqueBlock block) {
    Json value = Json.tolerant(block.json());
    if (value.present()) {
      choice(block.choice()).own.set(block.type(), value.node());
    }
  }

  private static ObjectNode message(Choice choice) {
    ObjectNode message = Json.object().put("role", "assistant");
    message.put("content", orNull(choice.text)).put("refusal", orNull(choice.refusal));
    if (!choice.reasoning.isEmpty()) {
      message.put("reasoning_content", choice.reasoning.toString());
    }
    choice
        .own
        .properties()
        .forEach(field -> {
          if (!field.getKey().equals("logprobs")) {
            message.set(field.getKey(), field.getValue());
          }
        });
    if (!choice.calls.isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      for (StreamEvent.ToolCallStarted call : choice.calls) {
        String arguments = choice.arguments.get(call.index()).toString();
        ObjectNode written = calls.addObject().put("id", call.id()).put("type", "function");
        written
            .putObject("function")
            .put("name", call.name())
            .put("arguments", arguments.isBlank() ? "{}" : arguments);
      }
    }
    return message;
  }

  private static String orNull(StringBuilder text) {
    return text.isEmpty() ? null : text.toString();
  }
}
