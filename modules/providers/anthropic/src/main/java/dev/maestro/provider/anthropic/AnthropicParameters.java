package dev.maestro.provider.anthropic;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.ParameterRule;
import dev.maestro.api.provider.Shaped;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits a request to what a Claude model takes, and says what was changed. How thinking is asked for
 * is the wire's business.
 */
final class AnthropicParameters {
  /** Opus 4.7 and 4.8, and everything from 5 on. */
  private static final String STRICT = "claude-opus-4-[78].*|claude-[a-z]+-([5-9]|[1-9]\\d)(-.*)?";

  static final List<ParameterRule> RULES =
      List.of(
          new ParameterRule(
              ".*", "temperature", 0.0, 1.0, false, "Give a temperature from 0 to 1."),
          new ParameterRule(
              ".*", "max_tokens", 1.0, null, false, "Give at least 1, or leave it out."),
          refused(STRICT, "temperature", "Leave it out; say in the prompt how varied it may be."),
          refused(STRICT, "top_p", "Leave it out."),
          refused(STRICT, "top_k", "Leave it out."),
          refused(STRICT, "reasoning.budget_tokens", "Give reasoning.effort instead."),
          refused(".*", "seed", "Leave it out; Anthropic has no seed."),
          refused(".*", "presence_penalty", "Leave it out; Anthropic has no penalties."),
          refused(".*", "frequency_penalty", "Leave it out; Anthropic has no penalties."));

  private AnthropicParameters() {}

  private static ParameterRule refused(String models, String field, String suggestion) {
    return new ParameterRule(models, field, null, null, true, suggestion);
  }

  static Shaped shape(ChatRequest request) {
    AnthropicModel model = AnthropicModel.of(request.model());
    List<Warning> warnings = new ArrayList<>();
    ChatRequestBuilder to = request.with();
    to.maxTokens(maxTokens(request, model, warnings));
    if (model.strict()) {
      dropSampling(request, to, warnings);
    } else {
      fitSampling(request, model, to, warnings);
    }
    return new Shaped(to.build(), warnings);
  }

  /** Required by the vendor; a client that gives none gets the model's most. */
  private static int maxTokens(ChatRequest request, AnthropicModel model, List<Warning> warnings) {
    Integer wanted = request.maxTokens();
    if (wanted == null) {
      return model.maxTokens();
    }
    if (wanted > model.maxTokens()) {
      warnings.add(
          new Warning(
              "clamped",
              "max_tokens",
              "This model writes " + model.maxTokens() + " tokens at most."));
      return model.maxTokens();
    }
    return wanted;
  }

  private static void dropSampling(
      ChatRequest request, ChatRequestBuilder to, List<Warning> warnings) {
    if (request.temperature() != null && request.temperature() != 1) {
      drop("temperature", "This model takes no temperature but 1.", warnings);
    }
    to.temperature(null);
    if (request.topP() != null && request.topP() < 0.99) {
      drop("top_p", "This model takes no top_p below 0.99.", warnings);
      to.topP(null);
    }
    if (request.topK() != null) {
      drop("top_k", "This model takes no top_k.", warnings);
      to.topK(null);
    }
  }

  private static void fitSampling(
      ChatRequest request, AnthropicModel model, ChatRequestBuilder to, List<Warning> warnings) {
    if (request.temperature() != null && request.temperature() > 1) {
      to.temperature(1.0);
      warnings.add(new Warning("clamped", "temperature", "Anthropic's highest is 1."));
    }
    if (request.temperature() != null && request.topP() != null && model.oneOfSampling()) {
      drop("top_p", "This model takes temperature or top_p, not both.", warnings);
      to.topP(null);
    }
    ReasoningOptions reasoning = request.reasoning();
    if (reasoning != null && "xhigh".equals(reasoning.effort()) && model.adaptive()) {
      to.reasoning(
          new ReasoningOptions(
              reasoning.enabled(), "high", reasoning.budgetTokens(), reasoning.summary()));
      warnings.add(
          new Warning("clamped", "reasoning.effort", "This model has no xhigh; it gets high."));
    }
  }

  private static void drop(String field, String why, List<Warning> warnings) {
    warnings.add(Warning.unsupported(field, why));
  }
}
