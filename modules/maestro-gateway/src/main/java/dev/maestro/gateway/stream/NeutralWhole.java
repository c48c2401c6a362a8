package dev.maestro.gateway.stream;

import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Warning;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The native API's answer in one piece: message, usage, finish reason, model, warnings. */
public final class NeutralWhole {
  private record Call(String id, String name, StringBuilder arguments) {}

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final Map<Integer, Call> calls = new TreeMap<>();
  private final JsonArray warnings = new JsonArray();
  private String model;

  private NeutralWhole(String model) {
    this.model = model;
  }

  /** Puts the answer together. */
  public static JsonObject json(
      WholeAnswer.Collected answer, String model, List<Warning> warnings) {
    NeutralWhole whole = new NeutralWhole(model);
    warnings.forEach(warning -> whole.warnings.add(NeutralJson.warning(warning)));
    answer.events().forEach(whole::add);
    return new JsonObject()
        .put("message", whole.message())
        .put("usage", answer.usage() == null ? null : NeutralJson.usage(answer.usage()))
        .put("finish_reason", answer.finished().reason().wire())
        .put("model", whole.model)
        .put("warnings", whole.warnings);
  }

  private void add(StreamEvent event) {
    switch (event) {
      case StreamEvent.Started started when started.model() != null -> model = started.model();
      case StreamEvent.TextDelta delta when delta.choice() == 0 -> text.append(delta.text());
      case StreamEvent.ReasoningDelta delta when delta.choice() == 0 ->
          reasoning.append(delta.text());
      case StreamEvent.RefusalDelta delta when delta.choice() == 0 -> refusal.append(delta.text());
      case StreamEvent.ToolCallStarted call when call.choice() == 0 ->
          calls.put(call.index(), new Call(call.id(), call.name(), new StringBuilder()));
      case StreamEvent.ToolCallDelta delta
          when delta.choice() == 0 && calls.containsKey(delta.index()) ->
          calls.get(delta.index()).arguments().append(delta.arguments());
      case StreamEvent.Warned warned -> warnings.add(NeutralJson.warning(warned.warning()));
      default -> {
        // What only its vendor understands has no place in this form.
      }
    }
  }

  private JsonObject message() {
    JsonObject message = new JsonObject().put("role", "assistant").put("content", text.toString());
    if (!reasoning.isEmpty()) {
      message.put("reasoning", reasoning.toString());
    }
    if (!refusal.isEmpty()) {
      message.put("refusal", refusal.toString());
    }
    if (!calls.isEmpty()) {
      JsonArray list = new JsonArray();
      calls.values().forEach(call -> list.add(json(call)));
      message.put("tool_calls", list);
    }
    return message;
  }

  private static JsonObject json(Call call) {
    return new JsonObject()
        .put("id", call.id())
        .put("name", call.name())
        .put("arguments", call.arguments().isEmpty() ? "{}" : call.arguments().toString());
  }
}
