package dev.maestro.testkit.grammar;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The content blocks of a stream of Messages, one open at a time. */
final class MessagesBlocks {
  /** Which deltas go into which blocks. */
  private static final Map<String, Set<String>> DELTAS =
      Map.of(
          "text_delta", Set.of("text"),
          "citations_delta", Set.of("text"),
          "thinking_delta", Set.of("thinking"),
          "signature_delta", Set.of("thinking"),
          "input_json_delta", Set.of("tool_use", "server_tool_use", "mcp_tool_use"),
          "compaction_delta", Set.of("compaction"));

  private final Findings found;
  private final Set<String> ids = new HashSet<>();
  private final StringBuilder input = new StringBuilder();
  private long next;
  private String open;
  private boolean signed;

  MessagesBlocks(Findings found) {
    this.found = found;
  }

  boolean isOpen() {
    return open != null;
  }

  boolean hasCalls() {
    return !ids.isEmpty();
  }

  void take(WireEvent event) {
    switch (event.type()) {
      case "content_block_start" -> start(event.json());
      case "content_block_delta" -> delta(event.json());
      case "content_block_stop" -> stop(event.json());
      default -> found.add("an unknown event " + event.type());
    }
  }

  void end() {
    found.unless(open == null, "a block never stopped");
  }

  private void start(Value event) {
    Value block = event.at("content_block");
    found.unless(open == null, "a block starts before the last one stopped");
    found.unless(event.numberOrZero("index") == next++, "a block's index is out of order");
    open = block.textOrEmpty("type");
    signed = false;
    input.setLength(0);
    switch (open) {
      case "text" -> found.unless(empty(block, "text"), "a text block starts with text");
      case "thinking" ->
          found.unless(
              empty(block, "thinking") && empty(block, "signature"),
              "a thinking block starts with content, or without its fields");
      case "tool_use" -> {
        found.unless(
            block.hasText("id") && block.hasText("name"), "a tool_use block without id or name");
        found.unless(
            block.at("input").isObject() && block.at("input").isEmpty(),
            "a tool_use block's input is no empty object");
        found.unless(ids.add(block.textOrEmpty("id")), "two tool_use blocks share an id");
      }
      default -> found.unless(!open.isEmpty(), "a block without type");
    }
  }

  private static boolean empty(Value block, String field) {
    return block.at(field).isText() && block.at(field).isEmpty();
  }

  private void delta(Value event) {
    if (!isCurrent(event)) {
      found.add("a delta outside its block");
      return;
    }
    Value delta = event.at("delta");
    String type = delta.textOrEmpty("type");
    found.unless(
        DELTAS.getOrDefault(type, Set.of()).contains(open), type + " in a " + open + " block");
    found.unless(!signed, "a delta after its block's signature");
    signed = type.equals("signature_delta");
    input.append(delta.textOrEmpty("partial_json"));
  }

  private void stop(Value event) {
    if (!isCurrent(event)) {
      found.add("a stop without its start");
      return;
    }
    if (open.equals("tool_use") && !input.isEmpty()) {
      Value read = Value.read(input.toString());
      found.unless(read != null && read.isObject(), "a tool_use block's input is no JSON object");
    }
    open = null;
  }

  private boolean isCurrent(Value event) {
    return open != null && event.hasNumber("index") && event.numberOrZero("index") == next - 1;
  }
}
