package dev.maestro.provider.openai;

import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Warning;
import java.util.List;

/**
 * An effort that the model takes. How a budget answers to an effort is our convention, not the
 * vendor's.
 */
final class OpenAiReasoning {
  private static final String EFFORT = "reasoning.effort";

  private OpenAiReasoning() {}

  static ReasoningOptions fit(ReasoningOptions wanted, OpenAiModel model, List<Warning> warnings) {
    if (wanted == null) {
      return null;
    }
    boolean off = Boolean.FALSE.equals(wanted.enabled()) || "none".equals(wanted.effort());
    if (!model.reasons()) {
      if (!off) {
        warnings.add(Warning.unsupported("reasoning", "This model does not reason."));
      }
      return null;
    }
    String effort = off ? "none" : effort(wanted, warnings);
    return new ReasoningOptions(null, nearest(effort, model, warnings), null, wanted.summary());
  }

  private static String effort(ReasoningOptions wanted, List<Warning> warnings) {
    if (wanted.effort() != null && wanted.budgetTokens() != null) {
      warnings.add(
          Warning.unsupported("reasoning.budget_tokens", "OpenAI is told the effort alone."));
    }
    if (wanted.effort() == null && wanted.budgetTokens() == null) {
      // Newer models do not reason unless they are told to.
      return Boolean.TRUE.equals(wanted.enabled()) ? "medium" : null;
    }
    if (wanted.effort() != null) {
      return wanted.effort();
    }
    int budget = wanted.budgetTokens();
    String effort = budget <= 2_048 ? "low" : budget <= 8_192 ? "medium" : "high";
    warnings.add(
        new Warning(
            "moved", "reasoning.budget_tokens", "OpenAI is told an effort: " + effort + "."));
    return effort;
  }

  private static String nearest(String effort, OpenAiModel model, List<Warning> warnings) {
    if (effort == null) {
      return null;
    }
    String nearest =
        switch (effort) {
          case "none" -> model.leastEffort();
          case "minimal" -> model.version() == 500 ? effort : "low";
          case "xhigh", "max" -> model.takesMore() ? effort : "high";
          default -> effort;
        };
    if (!nearest.equals(effort)) {
      warnings.add(
          new Warning("moved", EFFORT, "This model has no " + effort + "; it gets " + nearest));
    }
    return nearest;
  }
}
