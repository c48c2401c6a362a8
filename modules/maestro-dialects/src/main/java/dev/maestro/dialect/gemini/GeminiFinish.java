package dev.maestro.dialect.gemini;

import dev.maestro.api.chat.FinishReason;
import java.util.Set;

/** The vendor's words for why an answer ended. Source: {@code FinishReason} of js-genai 2.x. */
final class GeminiFinish {
  private static final Set<String> FILTERED =
      Set.of(
          "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION");

  private static final Set<String> BLOCKED =
      Set.of(
          "SAFETY",
          "OTHER",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "IMAGE_SAFETY",
          "MODEL_ARMOR",
          "JAILBREAK");

  private GeminiFinish() {}

  /** What a word means, or null where it is a failure. There is none for calls. */
  static FinishReason reason(String word, boolean calls) {
    return switch (word) {
      case "STOP" -> calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "MAX_TOKENS" -> FinishReason.LENGTH;
      default -> FILTERED.contains(word) ? FinishReason.CONTENT_FILTER : null;
    };
  }

  /**
   * The word for a reason.
   *
   * @param vendors the vendor's own, which is kept where it is one of these
   */
  static String word(FinishReason reason, String vendors) {
    return switch (reason) {
      case STOP, TOOL_CALLS -> "STOP";
      case LENGTH -> "MAX_TOKENS";
      case CONTENT_FILTER -> FILTERED.contains(String.valueOf(vendors)) ? vendors : "SAFETY";
    };
  }

  /** The word for a prompt that got no answer at all. */
  static String blockReason(String vendors) {
    return BLOCKED.contains(String.valueOf(vendors)) ? vendors : "SAFETY";
  }
}
