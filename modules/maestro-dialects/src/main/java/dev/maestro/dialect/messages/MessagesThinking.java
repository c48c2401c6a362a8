package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Warning;
import dev.maestro.dialect.Json;
import java.util.Set;

/**
 * How much the model shall think, in the words its generation takes: a budget of tokens up to 4.5,
 * an effort after 4.6, either in 4.6. The figures between effort and budget are a convention, not
 * the vendor's.
 *
 * @param thinking the {@code thinking} object, or null
 * @param effort {@code output_config.effort}, or null
 * @param maxTokens the bound of the answer, in which thinking counts
 */
record MessagesThinking(ObjectNode thinking, String effort, int maxTokens, Set<Warning> warnings) {
  private static final int LEAST_BUDGET = 1024;

  /**
   * What is sent of a request's wish.
   *
   * @param isMidTurn whether the conversation ends in the results of a turn that has no thoughts of
   *     this vendor, which then refuses a budget with "Expected `thinking`"
   */
  static MessagesThinking of(ChatRequest request, boolean isMidTurn, Set<Warning> warnings) {
    ReasoningOptions wish = request.reasoning();
    int max = request.maxTokens() == null ? MessagesRequest.MAX_TOKENS : request.maxTokens();
    MessagesThinking nothing = new MessagesThinking(null, null, max, warnings);
    if (wish == null) {
      return nothing;
    }
    if (Boolean.FALSE.equals(wish.enabled()) || "none".equals(wish.effort())) {
      return new MessagesThinking(Json.object().put("type", "disabled"), null, max, warnings);
    }
    if (wish.effort() == null && wish.budgetTokens() == null && wish.enabled() == null) {
      if (Boolean.TRUE.equals(wish.summary())) {
        warn(warnings, "unsupported", "Thoughts are shown only where an effort is asked for.");
      }
      return nothing;
    }
    ClaudeModel model = ClaudeModel.of(request.model());
    if (!model.thinks()) {
      warn(warnings, "unsupported", "This model does not think.");
      return nothing;
    }
    boolean forced = ToolChoice.isForced(request.toolChoice());
    if (forced) {
      warn(warnings, "unsupported", "Thinking cannot be combined with a forced tool choice.");
    }
    boolean byBudget = wish.budgetTokens() != null ? model.takesBudget() : !model.takesEffort();
    if (wish.budgetTokens() != null && wish.effort() != null) {
      warn(
          warnings,
          "unsupported",
          byBudget
              ? "The budget was sent, not the effort."
              : "The effort was sent, not the budget.");
    }
    if (byBudget) {
      return forced ? nothing : budget(request, wish, isMidTurn, max, warnings);
    }
    ObjectNode thinking = forced ? null : shown(Json.object().put("type", "adaptive"), wish);
    return new MessagesThinking(thinking, effort(wish, warnings), max, warnings);
  }

  private static MessagesThinking budget(
      ChatRequest request,
      ReasoningOptions wish,
      boolean isMidTurn,
      int max,
      Set<Warning> warnings) {
    if (isMidTurn) {
      warn(
          warnings,
          "unsupported",
          "The turn that called the tools does not begin with thoughts that this vendor signed.");
      return new MessagesThinking(null, null, max, warnings);
    }
    int wanted =
        Math.max(
            LEAST_BUDGET,
            wish.budgetTokens() != null ? wish.budgetTokens() : tokens(wish.effort()));
    int bound = request.maxTokens() == null ? wanted + MessagesRequest.MAX_TOKENS : max;
    int budget = Math.min(wanted, bound - 1);
    if (budget < LEAST_BUDGET) {
      warn(warnings, "unsupported", "max_tokens leaves no room for thinking.");
      return new MessagesThinking(null, null, bound, warnings);
    }
    if (wish.budgetTokens() != null && budget != wish.budgetTokens()) {
      warn(warnings, "clamped", "The budget was set to " + budget + " tokens.");
    }
    ObjectNode thinking = Json.object().put("type", "enabled").put("budget_tokens", budget);
    return new MessagesThinking(shown(thinking, wish), null, bound, warnings);
  }

  private static ObjectNode shown(ObjectNode thinking, ReasoningOptions wish) {
    if (wish.summary() != null) {
      thinking.put("display", wish.summary() ? "summarized" : "omitted");
    }
    return thinking;
  }

  private static int tokens(String effort) {
    return switch (effort == null ? "medium" : effort) {
      case "minimal" -> LEAST_BUDGET;
      case "low" -> 2048;
      case "high" -> 24_576;
      case "xhigh", "max" -> 32_000;
      default -> 8192;
    };
  }

  private static String effort(ReasoningOptions wish, Set<Warning> warnings) {
    if (wish.effort() != null) {
      if (wish.effort().equals("minimal")) {
        warn(warnings, "clamped", "The least effort here is low.");
        return "low";
      }
      return wish.effort();
    }
    if (wish.budgetTokens() == null) {
      return null;
    }
    String effort =
        wish.budgetTokens() <= 2048 ? "low" : wish.budgetTokens() <= 8192 ? "medium" : "high";
    warn(warnings, "moved", "This model takes an effort, not a budget; " + effort + " was sent.");
    return effort;
  }

  /** Whether a sampling setting must not be sent beside thinking; says so once. */
  boolean withholds(String field) {
    boolean thinks = thinking != null && !"disabled".equals(thinking.path("type").textValue());
    if (thinks && !field.equals("top_p")) {
      warnings.add(Warning.unsupported(field, "It cannot be combined with thinking."));
    }
    return thinks;
  }

  private static void warn(Set<Warning> warnings, String code, String detail) {
    warnings.add(new Warning(code, "reasoning", detail));
  }
}
