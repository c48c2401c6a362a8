package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;

/** What a Claude model takes and refuses beyond what its list entry says. */
record ModelRules(String id, int maxTokens, boolean strict, boolean prefill, boolean enabled) {

  static ModelRules of(String id, JsonNode model) {
    JsonNode types = model.path("capabilities").path("thinking").path("types");
    boolean adaptive = types.path("adaptive").path("supported").asBoolean();
    boolean enabled = types.path("enabled").path("supported").asBoolean();
    return new ModelRules(
        id, model.path("max_tokens").asInt(4096), adaptive && !enabled, !adaptive, enabled);
  }

  /** Reasons without being asked. */
  boolean reasonsByDefault() {
    return id.startsWith("claude-opus-5");
  }

  /** Shows no reasoning text unless asked. */
  boolean hidesReasoning() {
    return strict;
  }
}
