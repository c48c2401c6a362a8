package dev.maestro.simulator.openai;

import java.util.regex.Pattern;

/**
 * What a model takes and refuses, told from its id as the vendor's documentation does.
 *
 * @param snapshot the dated id that stands in answers
 */
record ModelRules(String id, String snapshot, boolean talks, boolean reasons) {
  private static final Pattern REASONS = Pattern.compile("o\\d.*|gpt-([5-9]|\\d\\d).*");
  private static final Pattern CHAT = Pattern.compile("gpt-\\d+-chat.*");
  private static final Pattern TALKS = Pattern.compile("(gpt-\\d|o\\d).*");

  static ModelRules of(String id, String snapshot) {
    return new ModelRules(
        id,
        snapshot,
        TALKS.matcher(id).matches(),
        REASONS.matcher(id).matches() && !CHAT.matcher(id).matches());
  }

  /** Takes sampling parameters when it is told not to reason. */
  boolean mayStopReasoning() {
    return id.matches("gpt-(5\\.\\d|[6-9]).*");
  }

  boolean refusesStop() {
    return id.startsWith("o3") || id.startsWith("o4-mini");
  }
}
