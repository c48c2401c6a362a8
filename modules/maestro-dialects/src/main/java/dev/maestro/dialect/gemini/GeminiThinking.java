package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Warning;
import dev.maestro.dialect.Json;
import java.util.Set;

/**
 * How much the model shall think: levels from generation 3 on, a budget in 2.5. The figures between
 * effort and budget are a convention, not the vendor's.
 */
final class GeminiThinking {
  /** The model decides. */
  private static final int DYNAMIC = -1;

  private static final int PRO_LEAST = 128;
  private static final int PRO_MOST = 32_768;
  private static final int FLASH_MOST = 24_576;

  private GeminiThinking() {}

  static ObjectNode write(ReasoningOptions wish, GeminiModel model, Set<Warning> warnings) {
    ObjectNode config = Json.object();
    if (wish == null) {
      return config;
    }
    boolean off = Boolean.FALSE.equals(wish.enabled()) || "none".equals(wish.effort());
    if (!model.thinks()) {
      if (!off) {
        warn(warnings, "unsupported", "This model does not think.");
      }
      return config;
    }
    if (wish.summary() != null) {
      config.put("includeThoughts", wish.summary());
    }
    if (wish.budgetTokens() != null && wish.effort() != null && !off) {
      warn(warnings, "unsupported", "The budget was sent, not the effort.");
    }
    if (wish.budgetTokens() != null && !off) {
      config.put("thinkingBudget", bounded(wish.budgetTokens(), model, warnings));
    } else if (model.third() && (off || wish.effort() != null)) {
      config.put("thinkingLevel", level(off ? "none" : wish.effort(), model, warnings));
    } else if (off || wish.effort() != null) {
      config.put(
          "thinkingBudget", bounded(off ? 0 : tokens(wish.effort(), model), model, warnings));
    } else if (Boolean.TRUE.equals(wish.enabled()) && model.third()) {
      config.put("thinkingLevel", "high"); // the vendor's own choice, within which it decides
    } else if (Boolean.TRUE.equals(wish.enabled())) {
      config.put("thinkingBudget", DYNAMIC);
    }
    return config;
  }

  private static int bounded(int budget, GeminiModel model, Set<Warning> warnings) {
    if (budget == DYNAMIC || model.third()) {
      return budget;
    }
    int taken = Math.clamp(budget, model.pro() ? PRO_LEAST : 0, most(model));
    if (taken != budget) {
      warn(warnings, "clamped", "The budget was set to " + taken + " tokens.");
    }
    return taken;
  }

  private static int most(GeminiModel model) {
    return model.pro() ? PRO_MOST : FLASH_MOST;
  }

  private static int tokens(String effort, GeminiModel model) {
    return switch (effort) {
      case "minimal" -> 512;
      case "low" -> 2048;
      case "high" -> FLASH_MOST;
      case "xhigh", "max" -> most(model);
      default -> 8192;
    };
  }

  private static String level(String effort, GeminiModel model, Set<Warning> warnings) {
    String level =
        switch (effort) {
          case "none", "minimal" -> model.pro() ? "low" : "minimal";
          case "low" -> "low";
          case "medium" -> model.pro() ? "high" : "medium";
          default -> "high";
        };
    if (!level.equals(effort)) {
      warn(warnings, "clamped", "The nearest level here is " + level + ".");
    }
    return level;
  }

  private static void warn(Set<Warning> warnings, String code, String detail) {
    warnings.add(new Warning(code, "reasoning", detail));
  }
}
