package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Json;

/** A call of a function, or of a tool that takes text, which is said when it is whole. */
final class CallItem extends OutputItem {
  private final StreamEvent.ToolCallStarted call;
  private final boolean custom;
  private final StringBuilder arguments = new StringBuilder();

  CallItem(EventLog log, String id, int index, StreamEvent.ToolCallStarted call, boolean custom) {
    super(log, id, index);
    this.call = call;
    this.custom = custom;
    begin(item("in_progress", ""));
  }

  /** Whether an event is about this call. */
  boolean owns(StreamEvent event) {
    return switch (event) {
      case StreamEvent.ToolCallDelta delta -> delta.index() == call.index();
      case StreamEvent.ToolCallEnded ended -> ended.index() == call.index();
      default -> false;
    };
  }

  void more(String text) {
    if (!text.isEmpty()) {
      arguments.append(text);
      if (!custom) {
        say("function_call_arguments.delta", Json.object().put("delta", text));
      }
    }
  }

  @Override
  ObjectNode end() {
    if (arguments.toString().isBlank()) {
      more("{}");
    }
    String whole = arguments.toString();
    if (custom) {
      String input = CustomTools.input(whole);
      say("custom_tool_call_input.delta", Json.object().put("delta", input));
      say("custom_tool_call_input.done", Json.object().put("input", input));
      return done(item("completed", input));
    }
    say("function_call_arguments.done", Json.object().put("arguments", whole));
    return done(item("completed", whole));
  }

  private ObjectNode item(String status, String said) {
    return Json.object()
        .put("id", id())
        .put("type", custom ? "custom_tool_call" : "function_call")
        .put("status", status)
        .put("call_id", call.id())
        .put("name", call.name())
        .put(custom ? "input" : "arguments", said);
  }
}
