package dev.maestro.dialect.gemini;

import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import dev.maestro.dialect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the conversation of a client's request. */
final class GeminiTurnReader {
  private static final Set<String> KNOWN = Set.of("role", "parts");

  private final ChatRequestBuilder request;
  private final GeminiPartReader reader;

  GeminiTurnReader(ChatRequestBuilder request) {
    this.request = request;
    this.reader = new GeminiPartReader(request);
  }

  void read(Field contents) {
    List<Field> list = GeminiFields.elements(contents.required());
    if (list.isEmpty()) {
      throw contents.wrong("is empty.", "Send at least one content.");
    }
    list.forEach(this::turn);
  }

  private void turn(Field content) {
    String role = content.object().at("role").text();
    List<Part> parts = new ArrayList<>();
    for (Field part : GeminiFields.elements(content.at("parts").required())) {
      parts.add(reader.part(part.object()));
    }
    if (parts.isEmpty()) {
      throw content.at("parts").wrong("is empty.", "Send at least one part.");
    }
    switch (role == null ? "user" : role) {
      case "model" -> request.message(new Message(Role.ASSISTANT, parts));
      case "user", "function", "tool" -> user(parts);
      default -> throw content.at("role").wrong("is not known.", "Use user or model.");
    }
    GeminiFields.others(content, KNOWN, request::extra);
  }

  /** Results come first: other formats want them right behind their calls. */
  private void user(List<Part> parts) {
    List<Part> results = parts.stream().filter(Part.ToolResult.class::isInstance).toList();
    if (!results.isEmpty()) {
      request.message(new Message(Role.TOOL, results));
    }
    if (results.size() < parts.size()) {
      request.message(
          new Message(
              Role.USER,
              parts.stream().filter(part -> !(part instanceof Part.ToolResult)).toList()));
    }
  }
}
