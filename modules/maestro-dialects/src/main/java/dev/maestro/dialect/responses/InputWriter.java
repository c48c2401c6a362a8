package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.Notes;
import java.util.List;

/** Writes the conversation as input items. */
final class InputWriter {
  private final Notes notes;
  private final ArrayNode items = Json.array();

  InputWriter(Notes notes) {
    this.notes = notes;
  }

  ArrayNode write(List<Message> messages) {
    for (int index = 0; index < messages.size(); index++) {
      message(messages.get(index), "messages[" + index + "]");
    }
    if (items.isEmpty() && !messages.isEmpty()) {
      throw ProviderException.invalid(
          "messages", "nothing in them has a place here", "Send text beside it.");
    }
    return items;
  }

  private void message(Message message, String field) {
    String role =
        switch (message.role()) {
          case SYSTEM -> "developer";
          case ASSISTANT -> "assistant";
          case USER, TOOL -> "user";
        };
    ArrayNode content = Json.array();
    for (Part part : message.parts()) {
      ObjectNode item = item(part, message, field);
      if (item != null) {
        flush(role, content);
        items.add(item);
      } else if (belongsToMessage(part)) {
        ObjectNode written = ContentWriter.write(part, message.role(), field, notes);
        if (written != null) {
          content.add(written);
        }
      }
    }
    flush(role, content);
  }

  private void flush(String role, ArrayNode content) {
    if (!content.isEmpty()) {
      items.addObject().put("type", "message").put("role", role).set("content", content.deepCopy());
      content.removeAll();
    }
  }

  private static boolean belongsToMessage(Part part) {
    return !(part instanceof Part.Opaque) && !(part instanceof Part.Reasoning);
  }

  /** A part that is an item of its own, or null. */
  private ObjectNode item(Part part, Message message, String field) {
    return switch (part) {
      case Part.ToolCall call ->
          Json.object()
              .put("type", "function_call")
              .put("call_id", call.id())
              .put("name", call.name())
              .put("arguments", call.arguments());
      case Part.ToolResult result -> result(result, field);
      case Part.Opaque opaque -> own(opaque, field);
      case Part.Reasoning thoughts -> {
        if (message.parts().stream().noneMatch(InputWriter::isOwn)) {
          notes.unsupported(field, "Responses takes no thoughts back but its own.");
        }
        yield null;
      }
      default -> null;
    };
  }

  private ObjectNode own(Part.Opaque opaque, String field) {
    if (isOwn(opaque)) {
      Json item = Json.tolerant(opaque.json());
      return isItem(item.textOrEmpty("type")) ? (ObjectNode) item.node() : null;
    }
    notes.unsupported(field, "A block that only " + opaque.origin() + " understands was left out.");
    return null;
  }

  /** Annotations and probabilities belong to an answer, and no request takes them back. */
  private static boolean isItem(String type) {
    return type.equals("reasoning")
        || type.equals("compaction")
        || type.equals("item_reference")
        || type.startsWith("mcp_")
        || type.endsWith("_call")
        || type.endsWith("_call_output");
  }

  private static boolean isOwn(Part part) {
    return part instanceof Part.Opaque opaque && opaque.origin().equals(ResponsesWire.DIALECT);
  }

  private ObjectNode result(Part.ToolResult result, String field) {
    ObjectNode item =
        Json.object().put("type", "function_call_output").put("call_id", result.callId());
    if (result.isError()) {
      notes.unsupported(field, "Responses cannot say that a tool failed.");
    }
    if (result.content().size() == 1 && result.content().getFirst() instanceof Part.Text text) {
      return item.put("output", text.text());
    }
    ArrayNode output = Json.array();
    for (Part part : result.content()) {
      ObjectNode written = ContentWriter.write(part, Role.USER, field, notes);
      if (written != null) {
        output.add(written);
      }
    }
    if (output.isEmpty()) {
      return item.put("output", "");
    }
    item.set("output", output);
    return item;
  }
}
