package dev.maestro.gateway.route;

import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One message of a native chat body.
 *
 * @param at where it stands: {@code messages[0]}
 */
record MessageBody(String at, JsonObject json) {
  Message read() {
    Role role = Role.valueOf(json.getString("role").toUpperCase(Locale.ROOT));
    List<Part> parts = content();
    if (role == Role.TOOL) {
      return toolResult(parts);
    }
    JsonArray calls = json.getJsonArray("tool_calls", new JsonArray());
    if (!calls.isEmpty() && role != Role.ASSISTANT) {
      throw ProviderException.invalid(
          at + ".tool_calls", "only an assistant calls tools", "leave it out");
    }
    calls.forEach(call -> parts.add(toolCall((JsonObject) call)));
    if (parts.isEmpty()) {
      throw missing("content", "give a text or a list of parts");
    }
    return new Message(role, parts);
  }

  private Message toolResult(List<Part> parts) {
    String call = json.getString("tool_call_id");
    if (call == null) {
      throw missing("tool_call_id", "give the id of the call that this answers");
    }
    boolean isError = json.getBoolean("is_error", false);
    return new Message(
        Role.TOOL, List.of(new Part.ToolResult(call, json.getString("name"), parts, isError)));
  }

  private static Part toolCall(JsonObject call) {
    return new Part.ToolCall(
        call.getString("id"), call.getString("name"), call.getString("arguments", "{}"), null);
  }

  private List<Part> content() {
    List<Part> parts = new ArrayList<>();
    switch (json.getValue("content")) {
      case String text -> parts.add(Part.Text.of(text));
      case JsonArray array -> {
        for (int n = 0; n < array.size(); n++) {
          parts.add(new MessageBody(at + ".content[" + n + "]", array.getJsonObject(n)).part());
        }
      }
      case null, default -> {}
    }
    return parts;
  }

  private Part part() {
    String type = json.getString("type");
    if (type.equals("text")) {
      if (json.getString("text") == null) {
        throw missing("text", "give the text");
      }
      return Part.Text.of(json.getString("text"));
    }
    if ((json.getString("data") == null) == (json.getString("url") == null)) {
      throw ProviderException.invalid(
          at, "it needs either data or url", "give media_type and data (base64), or url");
    }
    if (json.getString("data") != null && json.getString("media_type") == null) {
      throw missing("media_type", "say what data is, for example image/png");
    }
    return new Part.Media(
        Part.MediaKind.valueOf(type.toUpperCase(Locale.ROOT)),
        json.getString("media_type"),
        json.getString("data"),
        json.getString("url"),
        null,
        json.getString("name"),
        null);
  }

  private ProviderException missing(String field, String suggestion) {
    return ProviderException.invalid(at + "." + field, "it is missing", suggestion);
  }
}
