package dev.maestro.dialect.messages;

import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import dev.maestro.dialect.Extras;
import dev.maestro.dialect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the conversation of a client's request. */
final class MessageReader {
  private static final Set<String> KNOWN = Set.of("role", "content");

  private final ChatRequestBuilder request;
  private final Extras extras;
  private final BlockReader blocks;
  private boolean talking;

  MessageReader(ChatRequestBuilder request, Extras extras) {
    this.request = request;
    this.extras = extras;
    this.blocks = new BlockReader(extras);
  }

  void read(Field messages) {
    List<Field> list = messages.required().elements();
    if (list.isEmpty()) {
      throw messages.wrong("is empty.", "Send at least one message.");
    }
    list.forEach(this::message);
  }

  private void message(Field message) {
    String role = message.object().at("role").required().text();
    List<Part> parts = blocks.parts(message.at("content").required());
    switch (role) {
      case "user" -> user(message, parts);
      case "assistant" -> add(Role.ASSISTANT, parts);
      case "system" -> system(message, parts);
      default -> throw message.at("role").wrong("is not known.", "Use user, assistant or system.");
    }
    extras.others(message, KNOWN);
  }

  /** Results of tools stand apart from what the user says, in the order of the blocks. */
  private void user(Field message, List<Part> parts) {
    if (parts.isEmpty()) {
      throw message.at("content").wrong("is empty.", "Send at least one block.");
    }
    List<Part> run = new ArrayList<>();
    Role of = null;
    for (Part part : parts) {
      Role role = part instanceof Part.ToolResult ? Role.TOOL : Role.USER;
      if (of != null && of != role) {
        add(of, run);
        run.clear();
      }
      of = role;
      run.add(part);
    }
    add(of, run);
  }

  /** Instructions before the conversation are the request's own. */
  private void system(Field message, List<Part> parts) {
    if (talking) {
      add(Role.SYSTEM, parts);
      return;
    }
    for (Part part : parts) {
      if (!(part instanceof Part.Text text)) {
        throw message.at("content").wrong("is more than text.", "Instructions are text alone.");
      }
      request.system(text);
    }
  }

  /** An assistant's turn may be empty. */
  private void add(Role role, List<Part> parts) {
    talking = true;
    if (!parts.isEmpty()) {
      request.message(new Message(role, parts));
    }
  }
}
