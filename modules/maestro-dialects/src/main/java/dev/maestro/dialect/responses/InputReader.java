package dev.maestro.dialect.responses;

import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the conversation of a client's request. Items of the assistant that follow each other are
 * one turn, and so are results of tools.
 */
final class InputReader {
  private static final Set<String> MESSAGE = Set.of("type", "id", "status", "role", "content");
  private static final Set<String> CALL =
      Set.of("type", "id", "status", "call_id", "name", "arguments", "input");
  private static final Set<String> RESULT = Set.of("type", "id", "status", "call_id", "output");
  private static final Set<String> THOUGHTS =
      Set.of("type", "id", "status", "summary", "content", "encrypted_content");

  private final ChatRequestBuilder request;
  private final Leftovers leftovers;
  private final List<Part> parts = new ArrayList<>();
  private Role turn;
  private boolean talking;

  InputReader(ChatRequestBuilder request, Leftovers leftovers) {
    this.request = request;
    this.leftovers = leftovers;
  }

  void read(Field input) {
    if (input.required().value().isText()) {
      request.message(Message.text(Role.USER, input.text()));
      return;
    }
    if (!input.value().isList()) {
      throw input.wrong("is neither text nor a list.", "Send text or a list of items.");
    }
    List<Field> items = input.elements();
    if (items.isEmpty()) {
      throw input.wrong("is empty.", "Send at least one item.");
    }
    items.forEach(this::item);
    endTurn();
  }

  private void item(Field item) {
    Field type = item.object().at("type");
    boolean brief = !type.present() && item.at("role").present();
    switch (brief ? "message" : type.required().text()) {
      case "message" -> message(item);
      case "function_call" -> {
        String arguments = item.at("arguments").text();
        call(item, arguments == null || arguments.isBlank() ? "{}" : arguments);
      }
      case "custom_tool_call" ->
          call(item, CustomTools.arguments(item.at("input").required().text()));
      case "function_call_output", "custom_tool_call_output" -> result(item);
      case "reasoning" -> reasoning(item);
      default -> add(Role.ASSISTANT, List.of(opaque(item)));
    }
  }

  private void message(Field message) {
    Field content = message.at("content").required();
    switch (message.at("role").required().text()) {
      case "system", "developer" -> system(content);
      case "user" -> add(Role.USER, PartReader.parts(content, leftovers));
      case "assistant" -> add(Role.ASSISTANT, PartReader.parts(content, leftovers));
      default ->
          throw message
              .at("role")
              .wrong("is not known.", "Use system, developer, user or assistant.");
    }
    leftovers.of(message, MESSAGE);
  }

  /** Instructions before the conversation are the request's own. */
  private void system(Field content) {
    List<Part> said = PartReader.parts(content, leftovers);
    if (talking) {
      add(Role.SYSTEM, said);
      return;
    }
    for (Part part : said) {
      if (part instanceof Part.Text text) {
        request.system(text.text());
      } else {
        throw content.wrong("is more than text.", "Instructions are text alone.");
      }
    }
  }

  private void call(Field call, String arguments) {
    String id = call.at("call_id").required().text();
    String name = call.at("name").required().text();
    add(Role.ASSISTANT, List.of(new Part.ToolCall(id, name, arguments, null)));
    leftovers.of(call, CALL);
  }

  private void result(Field result) {
    String id = result.at("call_id").required().text();
    Field output = result.at("output").required();
    List<Part> content =
        output.value().isList() && output.elements().isEmpty()
            ? List.of(Part.Text.of(""))
            : PartReader.parts(output, leftovers);
    add(Role.TOOL, List.of(new Part.ToolResult(id, null, content, false)));
    leftovers.of(result, RESULT);
  }

  /** What only its vendor can read stands behind the words that everybody can. */
  private void reasoning(Field item) {
    List<Part> thoughts = new ArrayList<>();
    for (String list : List.of("summary", "content")) {
      for (Field part : item.at(list).elements()) {
        String text = part.object().at("text").required().text();
        if (!text.isEmpty()) {
          thoughts.add(new Part.Reasoning(text, null));
        }
      }
    }
    if (item.at("encrypted_content").text() != null) {
      thoughts.add(opaque(item));
    }
    add(Role.ASSISTANT, thoughts);
    leftovers.of(item, THOUGHTS);
  }

  private static Part opaque(Field item) {
    Json value = item.value();
    return new Part.Opaque(ResponsesWire.DIALECT, value.json());
  }

  private void add(Role role, List<Part> more) {
    boolean goesOn = role == turn && (role == Role.ASSISTANT || role == Role.TOOL);
    if (!goesOn) {
      endTurn();
    }
    talking = true;
    turn = role;
    parts.addAll(more);
  }

  private void endTurn() {
    if (!parts.isEmpty()) {
      request.message(new Message(turn, parts));
      parts.clear();
    }
  }
}
