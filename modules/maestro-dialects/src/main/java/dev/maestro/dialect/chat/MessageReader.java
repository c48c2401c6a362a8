package dev.maestro.dialect.chat;

import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import dev.maestro.dialect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the conversation of a client's request. */
final class MessageReader {
  private static final Set<String> KNOWN =
      Set.of(
          "role",
          "content",
          "tool_calls",
          "tool_call_id",
          "refusal",
          "reasoning_content",
          "reasoning");

  private final ChatRequestBuilder request;
  private boolean talking;

  MessageReader(ChatRequestBuilder request) {
    this.request = request;
  }

  void read(Field messages) {
    List<Field> list = messages.required().elements();
    if (list.isEmpty()) {
      throw messages.wrong("is empty.", "Send at least one message.");
    }
    list.forEach(this::message);
  }

  private void message(Field message) {
    switch (message.object().at("role").required().text()) {
      case "system", "developer" -> system(message);
      case "user" -> add(Role.USER, PartReader.parts(message.at("content").required()));
      case "assistant" -> add(Role.ASSISTANT, assistant(message));
      case "tool" -> add(Role.TOOL, List.of(result(message)));
      default ->
          throw message
              .at("role")
              .wrong("is not known.", "Use system, developer, user, assistant or tool.");
    }
    message
        .value()
        .fields((name, value) -> {
          if (!KNOWN.contains(name) && value.present()) {
            request.extra(message.path() + "." + name, value.json());
          }
        });
  }

  /** Instructions before the conversation are the request's own. */
  private void system(Field message) {
    List<Part> parts = PartReader.parts(message.at("content").required());
    if (talking) {
      add(Role.SYSTEM, parts);
      return;
    }
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        request.system(text.text());
      } else {
        throw message.at("content").wrong("is more than text.", "Instructions are text alone.");
      }
    }
  }

  private void add(Role role, List<Part> parts) {
    talking = true;
    request.message(new Message(role, parts));
  }

  private static List<Part> assistant(Field message) {
    List<Part> parts = new ArrayList<>();
    Field thoughts =
        message.at("reasoning_content").present()
            ? message.at("reasoning_content")
            : message.at("reasoning");
    if (thoughts.present() && !thoughts.text().isEmpty()) {
      parts.add(new Part.Reasoning(thoughts.text(), null));
    }
    if (message.at("content").present()) {
      parts.addAll(PartReader.parts(message.at("content")));
    }
    String refusal = message.at("refusal").text();
    if (refusal != null && !refusal.isEmpty()) {
      parts.add(new Part.Refusal(refusal));
    }
    for (Field call : message.at("tool_calls").elements()) {
      parts.add(call(call));
    }
    if (parts.isEmpty()) {
      throw message.at("content").wrong("is missing.", "Give the message content or tool_calls.");
    }
    return parts;
  }

  private static Part call(Field call) {
    String type = call.object().at("type").text();
    if (type != null && !type.equals("function")) {
      throw call.at("type").wrong("is not function.", "Only calls of functions are translated.");
    }
    Field function = call.at("function").required().object();
    String arguments = function.at("arguments").text();
    return new Part.ToolCall(
        call.at("id").required().text(),
        function.at("name").required().text(),
        arguments == null || arguments.isBlank() ? "{}" : arguments,
        null);
  }

  private static Part result(Field message) {
    return new Part.ToolResult(
        message.at("tool_call_id").required().text(),
        null,
        PartReader.parts(message.at("content").required()),
        false);
  }
}
