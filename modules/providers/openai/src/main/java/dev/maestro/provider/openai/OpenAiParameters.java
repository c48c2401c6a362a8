package dev.maestro.provider.openai;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.ParameterRule;
import dev.maestro.api.provider.Shaped;
import java.util.ArrayList;
import java.util.List;

/** Fits a request to what an OpenAI model takes, and says what was changed. */
final class OpenAiParameters {
  private static final String REASONING =
      "o\\d+(-.*)?|gpt-([5-9]|[1-9]\\d+)(?!-chat)(\\.\\d+)?(-.*)?";
  private static final String REASONS = "This model reasons, and takes none.";

  static final List<ParameterRule> RULES =
      List.of(
          limits("temperature", 0, 2),
          limits("top_p", 0, 1),
          limits("presence_penalty", -2, 2),
          limits("frequency_penalty", -2, 2),
          limits("choices", 1, 128),
          refused(REASONING, "temperature", "Leave it out, or ask gpt-5.1 on for effort none."),
          refused(REASONING, "top_p", "Leave it out, or ask gpt-5.1 on for effort none."),
          refused(REASONING, "presence_penalty", "Leave it out."),
          refused(REASONING, "frequency_penalty", "Leave it out."),
          refused("o3.*|o4-mini.*", "stop", "Leave it out, and cut the answer yourself."),
          refused(".*", "top_k", "Leave it out; OpenAI has top_p."));

  private OpenAiParameters() {}

  private static ParameterRule limits(String field, double min, double max) {
    return new ParameterRule(
        ".*", field, min, max, false, "Give a value from " + min + " to " + max + ".");
  }

  private static ParameterRule refused(String models, String field, String suggestion) {
    return new ParameterRule(models, field, null, null, true, suggestion);
  }

  static Shaped shape(ChatRequest request) {
    OpenAiModel model = OpenAiModel.of(request.model());
    List<Warning> warnings = new ArrayList<>();
    ChatRequestBuilder to = request.with();
    ReasoningOptions reasoning = OpenAiReasoning.fit(request.reasoning(), model, warnings);
    to.reasoning(reasoning);
    boolean stopped = reasoning != null && "none".equals(reasoning.effort());
    if (model.reasons()) {
      if (!stopped) {
        dropSampling(request, to, warnings);
      }
      dropPenalties(request, to, warnings);
    } else if (request.temperature() != null && request.temperature() > 2) {
      to.temperature(2.0);
      warnings.add(new Warning("clamped", "temperature", "OpenAI's highest is 2."));
    }
    return new Shaped(fitStop(to.build(), model, warnings), warnings);
  }

  private static void dropSampling(
      ChatRequest request, ChatRequestBuilder to, List<Warning> warnings) {
    if (request.temperature() != null && request.temperature() != 1) {
      warnings.add(Warning.unsupported("temperature", REASONS));
    }
    to.temperature(null);
    if (request.topP() != null && request.topP() != 1) {
      warnings.add(Warning.unsupported("top_p", REASONS));
    }
    to.topP(null);
  }

  private static void dropPenalties(
      ChatRequest request, ChatRequestBuilder to, List<Warning> warnings) {
    if (request.presencePenalty() != null && request.presencePenalty() != 0) {
      warnings.add(Warning.unsupported("presence_penalty", REASONS));
    }
    to.presencePenalty(null);
    if (request.frequencyPenalty() != null && request.frequencyPenalty() != 0) {
      warnings.add(Warning.unsupported("frequency_penalty", REASONS));
    }
    to.frequencyPenalty(null);
  }

  /** How many there may be is the wire's business. */
  private static ChatRequest fitStop(ChatRequest built, OpenAiModel model, List<Warning> warnings) {
    if (built.stop().isEmpty() || model.takesStop()) {
      return built;
    }
    warnings.add(Warning.unsupported("stop", "This model takes no stop sequences."));
    return built.with().stops(List.of()).build();
  }
}
