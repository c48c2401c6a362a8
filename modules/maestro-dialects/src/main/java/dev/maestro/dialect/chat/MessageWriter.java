package dev.maestro.dialect.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Warning;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.Notes;
import dev.maestro.dialect.openai.Words;
import java.util.ArrayList;
import java.util.List;

/** Writes the conversation. */
final class MessageWriter {
  private final ChatRequest request;
  private final Notes notes;
  private final ArrayNode messages = Json.array();
  private final String systemRole;

  /** Media of tool results, which only a user's message can hold. */
  private final List<Part> moved = new ArrayList<>();

  MessageWriter(ChatRequest request, Notes notes) {
    this.request = request;
    this.notes = notes;
    this.systemRole = Words.isReasoningModel(request.model()) ? "developer" : "system";
  }

  ArrayNode write() {
    if (!request.system().isEmpty()) {
      add(systemRole, List.copyOf(request.system()), "system");
    }
    for (int index = 0; index < request.messages().size(); index++) {
      message(request.messages().get(index), "messages[" + index + "]");
    }
    flush();
    if (messages.isEmpty() && !request.messages().isEmpty()) {
      throw ProviderException.invalid(
          "messages", "nothing in them has a place here", "Send text beside it.");
    }
    return messages;
  }

  private void message(Message message, String field) {
    List<Part> rest = new ArrayList<>();
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        result(result, field);
      } else {
        rest.add(part);
      }
    }
    if (rest.isEmpty()) {
      return;
    }
    flush();
    switch (message.role()) {
      case SYSTEM -> add(systemRole, rest, field);
      case ASSISTANT -> assistant(rest, field);
      case USER, TOOL -> add("user", rest, field);
    }
  }

  private void flush() {
    if (!moved.isEmpty()) {
      add("user", List.copyOf(moved), "messages");
      moved.clear();
    }
  }

  private void add(String role, List<Part> parts, String field) {
    ArrayNode content = Json.array();
    for (Part part : parts) {
      ObjectNode written = PartWriter.write(part, field, notes);
      if (written != null) {
        content.add(written);
      }
    }
    if (!content.isEmpty()) {
      content(messages.addObject().put("role", role), content);
    }
  }

  private void assistant(List<Part> parts, String field) {
    ObjectNode message = Json.object().put("role", "assistant");
    ArrayNode content = Json.array();
    ArrayNode calls = Json.array();
    StringBuilder refusal = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.ToolCall call -> call(calls, call);
        case Part.Refusal words -> refusal.append(words.text());
        case Part.Reasoning thoughts ->
            notes.unsupported(
                field, "Chat Completions takes no thoughts back; the model will not see them.");
        default -> {
          ObjectNode written = PartWriter.write(part, field, notes);
          if (written != null) {
            content.add(written);
          }
        }
      }
    }
    content(message, content);
    if (!refusal.isEmpty()) {
      message.put("refusal", refusal.toString());
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    if (!content.isEmpty() || !calls.isEmpty() || !refusal.isEmpty()) {
      messages.add(message);
    }
  }

  private static void call(ArrayNode calls, Part.ToolCall call) {
    ObjectNode written = calls.addObject().put("id", call.id()).put("type", "function");
    written.putObject("function").put("name", call.name()).put("arguments", call.arguments());
  }

  private void result(Part.ToolResult result, String field) {
    ArrayNode content = Json.array();
    for (Part part : result.content()) {
      if (part instanceof Part.Media) {
        moved.add(part);
        notes.add(
            new Warning(
                "moved", field, "A tool's media follows in a user's message in this format."));
      } else {
        ObjectNode written = PartWriter.write(part, field, notes);
        if (written != null) {
          content.add(written);
        }
      }
    }
    if (result.isError()) {
      notes.unsupported(field, "Chat Completions cannot say that a tool failed.");
    }
    ObjectNode message = messages.addObject().put("role", "tool");
    content(message.put("tool_call_id", result.callId()), content);
    if (content.isEmpty()) {
      message.put("content", "");
    }
  }

  /** One text is written as a string, which every compatible vendor takes. */
  private static void content(ObjectNode message, ArrayNode content) {
    if (content.isEmpty()) {
      message.putNull("content");
    } else if (content.size() == 1 && content.get(0).path("type").asText().equals("text")) {
      message.set("content", content.get(0).get("text"));
    } else {
      message.set("content", content);
    }
  }
}
