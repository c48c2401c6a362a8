package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.CacheMark;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Warning;
import dev.maestro.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The conversation in turns of user and assistant, in which all results of one turn's calls stand
 * first and together, as the vendor wants them.
 */
final class MessagesTurns {
  private static final Set<String> THOUGHTS = Set.of("thinking", "redacted_thinking");

  private final Set<Warning> warnings;
  private final List<Part.Text> system = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();

  /** Results apart from the rest, so that they come first. */
  private record Turn(String role, ArrayNode results, ArrayNode blocks) {
    boolean isEmpty() {
      return results.isEmpty() && blocks.isEmpty();
    }
  }

  MessagesTurns(Set<Warning> warnings) {
    this.warnings = warnings;
  }

  void add(Message message) {
    if (message.role() == Role.SYSTEM) {
      hoist(message);
      return;
    }
    Turn turn = turn(message.role() == Role.ASSISTANT ? "assistant" : "user");
    for (Part part : message.parts()) {
      write(part, turn);
    }
  }

  /** Instructions that stood inside the conversation. */
  List<Part.Text> system() {
    return system;
  }

  ArrayNode messages() {
    ArrayNode messages = Json.array();
    for (Turn turn : turns) {
      if (!turn.isEmpty()) {
        ArrayNode content = messages.addObject().put("role", turn.role).putArray("content");
        content.addAll(turn.results).addAll(turn.blocks);
      }
    }
    if (messages.isEmpty()) {
      throw ProviderException.invalid(
          "messages", "there is nothing in them", "Give at least one message of the user.");
    }
    return messages;
  }

  /** Whether the last turn answers calls of one that does not begin with the vendor's thoughts. */
  boolean isMidTurn() {
    List<Turn> said = turns.stream().filter(turn -> !turn.isEmpty()).toList();
    if (said.size() < 2 || said.getLast().results.isEmpty()) {
      return false;
    }
    ArrayNode called = said.get(said.size() - 2).blocks;
    boolean calls = false;
    for (JsonNode block : called) {
      calls |= MessagesBlock.isCall(new Json(block));
    }
    return calls && !THOUGHTS.contains(new Json(called.get(0)).textOrEmpty("type"));
  }

  /** The vendor refuses text of white space only. */
  static void text(Part.Text part, ArrayNode blocks) {
    if (!part.text().isBlank()) {
      mark(part.cache(), blocks.addObject().put("type", "text").put("text", part.text()));
    }
  }

  /** Has the vendor keep everything up to this block. */
  static ObjectNode mark(CacheMark mark, ObjectNode block) {
    if (mark != null) {
      ObjectNode written = block.putObject("cache_control").put("type", "ephemeral");
      if (mark.lifetime() != null) {
        written.put("ttl", mark.lifetime());
      }
    }
    return block;
  }

  private Turn turn(String role) {
    if (turns.isEmpty() || !turns.getLast().role.equals(role)) {
      turns.add(new Turn(role, Json.array(), Json.array()));
    }
    return turns.getLast();
  }

  private void hoist(Message message) {
    if (!turns.isEmpty()) {
      warnings.add(
          new Warning(
              "moved",
              "messages",
              "Instructions inside the conversation were put before it, their only place here."));
    }
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text) {
        system.add(text);
      } else {
        drop("messages", "Instructions are text here; other parts of them were left out.");
      }
    }
  }

  private void write(Part part, Turn turn) {
    switch (part) {
      case Part.Text text -> text(text, turn.blocks);
      case Part.Refusal refusal -> text(Part.Text.of(refusal.text()), turn.blocks);
      case Part.Media media ->
          turn.blocks.add(mark(media.cache(), MessagesMedia.block(media, warnings)));
      case Part.ToolCall call -> turn.blocks.add(mark(call.cache(), call(call)));
      case Part.ToolResult result -> turn.results.add(mark(result.cache(), result(result)));
      case Part.Reasoning reasoning -> reasoning(reasoning, turn.blocks);
      case Part.Opaque opaque -> opaque(opaque, turn.blocks);
    }
  }

  private static ObjectNode call(Part.ToolCall call) {
    Json input =
        call.arguments() == null || call.arguments().isBlank()
            ? new Json(Json.object())
            : Json.tolerant(call.arguments());
    if (!input.isObject()) {
      throw ProviderException.invalid(
          "messages",
          "the arguments of the call " + call.id() + " are no JSON object",
          "Send the arguments as the model wrote them.");
    }
    ObjectNode block =
        Json.object().put("type", "tool_use").put("id", id(call.id())).put("name", call.name());
    block.set("input", input.node());
    return block;
  }

  private ObjectNode result(Part.ToolResult result) {
    ObjectNode block =
        Json.object().put("type", "tool_result").put("tool_use_id", id(result.callId()));
    ArrayNode content = Json.array();
    for (Part part : result.content()) {
      switch (part) {
        case Part.Text text -> text(text, content);
        case Part.Media media ->
            content.add(mark(media.cache(), MessagesMedia.block(media, warnings)));
        default -> drop("messages", "A tool's result holds text and media only here.");
      }
    }
    if (content.size() == 1 && content.get(0).has("text") && !content.get(0).has("cache_control")) {
      block.set("content", content.get(0).get("text"));
    } else if (!content.isEmpty()) {
      block.set("content", content);
    }
    if (result.isError()) {
      block.put("is_error", true);
    }
    return block;
  }

  /** The vendor takes letters, digits, dashes and underscores; foreign ids may hold more. */
  private static String id(String id) {
    return id == null ? "" : id.replaceAll("[^A-Za-z0-9_-]", "_");
  }

  private void reasoning(Part.Reasoning reasoning, ArrayNode blocks) {
    if (reasoning.signature() == null
        || !MessagesWire.DIALECT.equals(reasoning.signature().origin())) {
      drop("messages", "Thoughts that this vendor did not sign were left out.");
      return;
    }
    blocks
        .addObject()
        .put("type", "thinking")
        .put("thinking", reasoning.text() == null ? "" : reasoning.text())
        .put("signature", reasoning.signature().value());
  }

  private void opaque(Part.Opaque opaque, ArrayNode blocks) {
    Json block = Json.tolerant(opaque.json());
    if (!MessagesWire.DIALECT.equals(opaque.origin()) || !block.isObject()) {
      drop("messages", "Blocks that only another vendor understands were left out.");
      return;
    }
    String type = block.textOrEmpty("type");
    if (!type.endsWith("_delta") && !type.startsWith(MessagesReader.EVENT)) {
      blocks.add(block.node());
    }
  }

  private void drop(String field, String detail) {
    warnings.add(Warning.unsupported(field, detail));
  }
}
