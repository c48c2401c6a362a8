package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import java.util.Map;

/** Pieces that stand in streams and in whole answers. */
final class MessageForm {
  /** The format's own words, and what each means. */
  private static final Map<String, FinishReason> OWN =
      Map.of(
          "end_turn", FinishReason.STOP,
          "stop_sequence", FinishReason.STOP,
          "pause_turn", FinishReason.STOP,
          "max_tokens", FinishReason.LENGTH,
          "model_context_window_exceeded", FinishReason.LENGTH,
          "tool_use", FinishReason.TOOL_CALLS,
          "refusal", FinishReason.CONTENT_FILTER);

  private MessageForm() {}

  /** A message without content, end and usage. */
  static ObjectNode message(String id, String model) {
    return Json.object()
        .put("id", id.startsWith("msg_") ? id : "msg_" + id)
        .put("type", "message")
        .put("role", "assistant")
        .put("model", model);
  }

  /** Why it ended; the vendor's word where it is one of this format and means the same. */
  static ObjectNode ending(ObjectNode into, StreamEvent.Finished finished) {
    String word = finished.vendorReason();
    boolean isOwn = word != null && OWN.get(word) == finished.reason();
    return into.put("stop_reason", isOwn ? word : word(finished))
        .put("stop_sequence", finished.stopSequence());
  }

  private static String word(StreamEvent.Finished finished) {
    return switch (finished.reason()) {
      case STOP -> finished.stopSequence() == null ? "end_turn" : "stop_sequence";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
      case CONTENT_FILTER -> "refusal";
    };
  }

  /** The format wants usage, and counts cached input apart. */
  static ObjectNode usage(Usage known) {
    Usage usage = known == null ? Usage.of(0, 0) : known;
    long read = usage.cachedInputTokens();
    long written = usage.cacheWriteTokens();
    ObjectNode into =
        Json.object()
            .put("input_tokens", Math.max(0, usage.inputTokens() - read - written))
            .put("cache_creation_input_tokens", written)
            .put("cache_read_input_tokens", read)
            .put("output_tokens", usage.outputTokens());
    if (usage.reasoningTokens() > 0) {
      into.putObject("output_tokens_details").put("thinking_tokens", usage.reasoningTokens());
    }
    return into;
  }
}
