package dev.maestro.dialect.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.ErrorWriter;
import io.vertx.core.buffer.Buffer;

/** Pieces that stand in streams and in whole answers. */
final class Chunks {
  private Chunks() {}

  static ObjectNode usage(Usage usage) {
    ObjectNode written =
        Json.object()
            .put("prompt_tokens", usage.inputTokens())
            .put("completion_tokens", usage.outputTokens())
            .put("total_tokens", usage.totalTokens());
    written.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedInputTokens());
    written.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
    return written;
  }

  /** What ends a stream that failed. */
  static Buffer error(ErrorFacts error) {
    return Buffer.buffer("data: ")
        .appendBuffer(Json.bytes(ErrorWriter.body(error)))
        .appendString("\n\n");
  }
}
