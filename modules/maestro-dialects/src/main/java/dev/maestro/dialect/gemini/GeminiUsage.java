package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;

/** Usage in neutral words: the vendor counts thoughts and the input of its own tools apart. */
final class GeminiUsage {
  private GeminiUsage() {}

  /** Whether there are any numbers; the first chunks of some hosts hold none. */
  static boolean tells(Json told) {
    return told.at("promptTokenCount").present()
        || told.at("candidatesTokenCount").present()
        || told.at("thoughtsTokenCount").present();
  }

  static Usage of(Json told) {
    long thoughts = told.number("thoughtsTokenCount");
    return new Usage(
        told.number("promptTokenCount") + told.number("toolUsePromptTokenCount"),
        told.number("candidatesTokenCount") + thoughts,
        told.number("cachedContentTokenCount"),
        0,
        thoughts,
        told.json());
  }

  /** Usage in the vendor's words: of the output, thoughts are told apart. */
  static ObjectNode write(Usage usage) {
    long thoughts = Math.min(usage.reasoningTokens(), usage.outputTokens());
    ObjectNode written =
        Json.object()
            .put("promptTokenCount", usage.inputTokens())
            .put("candidatesTokenCount", usage.outputTokens() - thoughts)
            .put("totalTokenCount", usage.totalTokens());
    if (thoughts > 0) {
      written.put("thoughtsTokenCount", thoughts);
    }
    if (usage.cachedInputTokens() > 0) {
      written.put("cachedContentTokenCount", usage.cachedInputTokens());
    }
    return written;
  }
}
