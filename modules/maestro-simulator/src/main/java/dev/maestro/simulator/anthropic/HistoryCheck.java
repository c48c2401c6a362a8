package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.simulator.script.Signatures;
import java.util.LinkedHashSet;
import java.util.Set;

/** The rules between messages: roles, tool results, and thinking given back as it was. */
final class HistoryCheck {
  static final String PREFIX = "EqQB";
  static final String THINKING = "anthropic-thinking";
  static final String REDACTED = "anthropic-redacted";

  private final Signatures signatures;

  HistoryCheck(Signatures signatures) {
    this.signatures = signatures;
  }

  void check(JsonNode messages, ModelRules rules, String thinking) {
    if (!messages.isArray()) {
      throw AnthropicErrors.invalid("messages: Field required");
    }
    if (messages.isEmpty()) {
      throw AnthropicErrors.invalid("messages: at least one message is required");
    }
    for (int i = 0; i < messages.size(); i++) {
      message(messages.get(i), i);
      toolUses(messages.get(i), messages.path(i + 1), i);
      toolResults(messages.get(i), messages.path(i - 1), i);
    }
    JsonNode last = messages.get(messages.size() - 1);
    if (last.path("role").asText().equals("assistant") && !rules.prefill()) {
      throw AnthropicErrors.invalid(
          "This model does not support assistant message prefill. The conversation must end with a"
              + " user message.");
    }
    if (thinking.equals("enabled")) {
      startsWithThinking(messages);
    }
  }

  private void message(JsonNode message, int index) {
    String role = message.path("role").asText();
    if (!Set.of("user", "assistant", "system").contains(role)) {
      throw AnthropicErrors.invalid(
          "messages." + index + ".role: Input should be 'user' or 'assistant'");
    }
    JsonNode content = message.path("content");
    if (content.isMissingNode() || content.isNull()) {
      throw AnthropicErrors.invalid("messages." + index + ".content: Field required");
    }
    if (content.isTextual() && content.asText().isEmpty()) {
      throw AnthropicErrors.invalid(
          "messages."
              + index
              + ": all messages must have non-empty content except for the optional"
              + " final assistant message");
    }
    for (int i = 0; i < content.size() && content.isArray(); i++) {
      block(content.get(i), "messages." + index + ".content." + i);
    }
  }

  private void block(JsonNode block, String where) {
    switch (block.path("type").asText()) {
      case "text" -> {
        if (block.path("text").asText().isEmpty()) {
          throw AnthropicErrors.invalid("messages: text content blocks must be non-empty");
        }
      }
      case "thinking" -> {
        if (!block.hasNonNull("signature")) {
          throw AnthropicErrors.invalid(where + ".thinking.signature: Field required");
        }
        String text = block.path("thinking").asText();
        if (!signatures.verify(PREFIX, THINKING, text, block.path("signature").asText())) {
          throw AnthropicErrors.invalid(where + ": Invalid `signature` in `thinking` block");
        }
      }
      case "redacted_thinking" -> {
        if (!signatures.verify(PREFIX, REDACTED, "", block.path("data").asText())) {
          throw AnthropicErrors.invalid(where + ": Invalid `data` in `redacted_thinking` block");
        }
      }
      case "tool_use" -> {
        if (!block.path("input").isObject()) {
          throw AnthropicErrors.invalid(
              where + ".tool_use.input: Input should be a valid dictionary");
        }
      }
      case "" -> throw AnthropicErrors.invalid(where + ".type: Field required");
      default -> {}
    }
  }

  private static Set<String> ids(JsonNode message, String type, String field) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode block : message.path("content")) {
      if (block.path("type").asText().equals(type)) {
        ids.add(block.path(field).asText());
      }
    }
    return ids;
  }

  private static void toolUses(JsonNode message, JsonNode next, int index) {
    Set<String> open = ids(message, "tool_use", "id");
    open.removeAll(ids(next, "tool_result", "tool_use_id"));
    if (!open.isEmpty()) {
      throw AnthropicErrors.invalid(
          "messages."
              + index
              + ": `tool_use` ids were found without `tool_result` blocks immediately after: "
              + String.join(", ", open)
              + ". Each `tool_use` block must have a corresponding `tool_result` block in the next"
              + " message.");
    }
  }

  private static void toolResults(JsonNode message, JsonNode before, int index) {
    Set<String> results = ids(message, "tool_result", "tool_use_id");
    results.removeAll(ids(before, "tool_use", "id"));
    if (!results.isEmpty()) {
      throw AnthropicErrors.invalid(
          "messages."
              + index
              + ".content.0: unexpected `tool_use_id` found in `tool_result` blocks: "
              + results.iterator().next()
              + ". Each `tool_result` block must have a corresponding `tool_use` block in the"
              + " previous message.");
    }
  }

  /** With thinking, an assistant turn whose tools have just answered begins with its thinking. */
  private static void startsWithThinking(JsonNode messages) {
    int last = messages.size() - 1;
    while (last > 0 && !ids(messages.get(last), "tool_result", "tool_use_id").isEmpty()) {
      JsonNode first = messages.get(last - 1).path("content").path(0);
      String type = first.path("type").asText("text");
      if (!type.equals("thinking") && !type.equals("redacted_thinking")) {
        throw AnthropicErrors.invalid(
            "messages."
                + (last - 1)
                + ".content.0.type: Expected `thinking` or `redacted_thinking`, but found `"
                + type
                + "`. When `thinking` is enabled, a final `assistant` message must start with a"
                + " thinking block (preceeding the lastmost set of `tool_use` and `tool_result`"
                + " blocks). We recommend you include thinking blocks from previous turns. To avoid"
                + " this requirement, disable `thinking`. Please consult our documentation at"
                + " https://docs.claude.com/en/docs/build-with-claude/extended-thinking");
      }
      last -= 2;
    }
  }
}
