package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a Gemini model takes and refuses.
 *
 * @param leastBudget the smallest thinking budget above 0
 * @param mayStop takes a thinking budget of 0
 */
record ModelRules(
    String id,
    boolean thinks,
    boolean third,
    double maxTemperature,
    int outputLimit,
    int leastBudget,
    int mostBudget,
    boolean mayStop) {

  static ModelRules of(String id, JsonNode model) {
    boolean pro = id.contains("pro");
    boolean lite = id.contains("lite");
    return new ModelRules(
        id,
        model.path("thinking").asBoolean(),
        id.startsWith("gemini-3"),
        model.path("maxTemperature").asDouble(2),
        model.path("outputTokenLimit").asInt(8192),
        pro ? 128 : lite ? 512 : 1,
        pro ? 32_768 : 24_576,
        !pro);
  }
}
