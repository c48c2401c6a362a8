package dev.maestro.provider.gemini;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.ParameterRule;
import dev.maestro.api.provider.Shaped;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits a request to what a Gemini model takes, and says what was changed. How thinking is asked for
 * is the wire's business.
 */
final class GeminiParameters {
  static final List<ParameterRule> RULES =
      List.of(
          limits(".*", "temperature", 0, 2),
          limits(".*", "top_p", 0, 1),
          limits(".*", "choices", 1, 8),
          limits("gemini-2\\.5-pro.*", "reasoning.budget_tokens", 128, 32_768),
          limits("gemini-2\\.5-flash(?!-lite).*", "reasoning.budget_tokens", 0, 24_576),
          limits("gemini-2\\.5-flash-lite.*", "reasoning.budget_tokens", 0, 24_576));

  /** The smallest budget above 0 that Flash-Lite takes, in tokens. */
  private static final int LITE_LEAST = 512;

  private GeminiParameters() {}

  private static ParameterRule limits(String models, String field, double min, double max) {
    return new ParameterRule(
        models, field, min, max, false, "Give a value from " + min + " to " + max + ".");
  }

  static Shaped shape(ChatRequest request) {
    List<Warning> warnings = new ArrayList<>();
    ChatRequestBuilder to = request.with();
    if (request.temperature() != null && request.temperature() > 2) {
      to.temperature(2.0);
      warnings.add(new Warning("clamped", "temperature", "Gemini's highest is 2."));
    }
    if (request.choices() != null && request.choices() > 8) {
      to.choices(8);
      warnings.add(new Warning("clamped", "choices", "Gemini gives 8 answers at most."));
    }
    ReasoningOptions reasoning = request.reasoning();
    if (reasoning != null && tooSmall(request.model(), reasoning.budgetTokens())) {
      to.reasoning(
          new ReasoningOptions(
              reasoning.enabled(), reasoning.effort(), LITE_LEAST, reasoning.summary()));
      warnings.add(
          new Warning(
              "clamped",
              "reasoning.budget_tokens",
              "This model's least budget is " + LITE_LEAST + " tokens."));
    }
    return new Shaped(to.build(), warnings);
  }

  private static boolean tooSmall(String model, Integer budget) {
    return model.startsWith("gemini-2.5-flash-lite")
        && budget != null
        && budget > 0
        && budget < LITE_LEAST;
  }
}
