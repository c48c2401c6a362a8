package dev.maestro.api.chat;

/**
 * How much the model shall think.
 *
 * @param enabled false switches thinking off; null leaves it to the vendor
 * @param effort {@code none minimal low medium high xhigh max}, or null
 * @param budgetTokens upper bound in tokens, or null
 * @param summary whether the thoughts (or a summary) shall be shown; null leaves it to the vendor
 */
public record ReasoningOptions(
    Boolean enabled, String effort, Integer budgetTokens, Boolean summary) {
  /** Only an effort. */
  public static ReasoningOptions effort(String effort) {
    return new ReasoningOptions(null, effort, null, null);
  }
}
