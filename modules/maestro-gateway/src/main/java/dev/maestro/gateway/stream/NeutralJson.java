package dev.maestro.gateway.stream;

import dev.maestro.api.chat.Usage;
import dev.maestro.api.chat.Warning;
import io.vertx.core.json.JsonObject;

/** Neutral values as the native API writes them. */
final class NeutralJson {
  private NeutralJson() {}

  static JsonObject usage(Usage usage) {
    return new JsonObject()
        .put("input_tokens", usage.inputTokens())
        .put("output_tokens", usage.outputTokens())
        .put("total_tokens", usage.totalTokens())
        .put("cached_input_tokens", usage.cachedInputTokens())
        .put("reasoning_tokens", usage.reasoningTokens());
  }

  static JsonObject warning(Warning warning) {
    JsonObject json = new JsonObject().put("code", warning.code()).put("detail", warning.detail());
    return warning.field() == null ? json : json.put("field", warning.field());
  }
}
