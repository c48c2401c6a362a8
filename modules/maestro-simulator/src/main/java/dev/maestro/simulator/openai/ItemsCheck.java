package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.simulator.script.Signatures;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The rules between input items: calls and their outputs, reasoning given back as it was. */
final class ItemsCheck {
  static final String PREFIX = "gAAAAABq";
  static final String KIND = "openai-reasoning";

  private final Signatures signatures;

  ItemsCheck(Signatures signatures) {
    this.signatures = signatures;
  }

  void check(JsonNode items, boolean store) {
    Set<String> reasoning = new HashSet<>();
    Set<String> calls = new HashSet<>();
    Set<String> open = new LinkedHashSet<>();
    for (JsonNode item : items) {
      String id = item.path("id").asText();
      switch (item.path("type").asText("message")) {
        case "reasoning" -> {
          reasoning(item, id, store);
          reasoning.add(id);
        }
        case "function_call" -> {
          ItemIds.requiredReasoning(id)
              .filter(required -> !reasoning.contains(required))
              .ifPresent(required -> withoutReasoning(id, required));
          calls.add(item.path("call_id").asText());
          open.add(item.path("call_id").asText());
        }
        case "function_call_output" -> {
          String callId = item.path("call_id").asText();
          if (!calls.contains(callId)) {
            throw OpenAiErrors.refused(
                400,
                "No tool call found for function call output with call_id " + callId + ".",
                "input",
                null);
          }
          open.remove(callId);
        }
        default -> {}
      }
    }
    if (!open.isEmpty()) {
      throw OpenAiErrors.refused(
          400,
          "No tool output found for function call " + open.iterator().next() + ".",
          "input",
          null);
    }
  }

  private void reasoning(JsonNode item, String id, boolean store) {
    if (!item.hasNonNull("encrypted_content")) {
      if (!store) {
        throw OpenAiErrors.refused(
            404,
            "Item with id '"
                + id
                + "' not found. Items are not persisted when `store` is set to false. Try again with"
                + " `store` set to true, or remove this item from your input.",
            "input",
            null);
      }
      return;
    }
    String content = item.path("encrypted_content").asText();
    if (!signatures.verify(PREFIX, KIND, "", content)) {
      String shown =
          content.length() < 12
              ? content
              : content.substring(0, 8) + "..." + content.substring(content.length() - 4);
      throw OpenAiErrors.refused(
          400,
          "The encrypted content "
              + shown
              + " could not be verified. Reason: Encrypted content could not be decrypted or"
              + " parsed.",
          null,
          "invalid_encrypted_content");
    }
  }

  private static void withoutReasoning(String id, String required) {
    throw OpenAiErrors.refused(
        400,
        "Item '"
            + id
            + "' of type 'function_call' was provided without its required 'reasoning' item: '"
            + required
            + "'.",
        "input",
        null);
  }
}
