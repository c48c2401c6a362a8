package dev.maestro.dialect.messages;

import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.dialect.Extras;
import dev.maestro.dialect.Field;
import java.util.Set;

/** Reads how much the model shall think: {@code thinking} and {@code output_config.effort}. */
record ReasoningReader(ChatRequestBuilder request, Extras extras) {
  private static final Set<String> KNOWN = Set.of("type", "budget_tokens", "display");
  private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");

  void read(Field thinking, Field config) {
    Field effort = config.present() ? config.object().at("effort") : config.at("effort");
    if (effort.present() && !EFFORTS.contains(effort.text())) {
      throw effort.wrong("is not known.", "Use low, medium, high, xhigh or max.");
    }
    if (!thinking.present()) {
      if (effort.present()) {
        request.reasoning(ReasoningOptions.effort(effort.text()));
      }
      return;
    }
    request.reasoning(
        switch (thinking.object().at("type").required().text()) {
          case "enabled" -> enabled(thinking, effort);
          case "adaptive" ->
              new ReasoningOptions(true, effort.text(), null, shown(thinking.at("display"), null));
          case "between_tools" -> {
            extras.keep(thinking.at("type"));
            yield new ReasoningOptions(
                true, effort.text(), null, shown(thinking.at("display"), null));
          }
          case "disabled" -> {
            // Elsewhere an effort means thinking.
            extras.keep(effort);
            yield new ReasoningOptions(false, null, null, null);
          }
          default ->
              throw thinking
                  .at("type")
                  .wrong("is not known.", "Use enabled, adaptive, between_tools or disabled.");
        });
    extras.others(thinking, KNOWN);
  }

  /** In this form thoughts are shown where the client does not say otherwise. */
  private static ReasoningOptions enabled(Field thinking, Field effort) {
    return new ReasoningOptions(
        true,
        effort.text(),
        thinking.at("budget_tokens").required().small(1, Integer.MAX_VALUE),
        shown(thinking.at("display"), true));
  }

  private static Boolean shown(Field display, Boolean otherwise) {
    if (!display.present()) {
      return otherwise;
    }
    return switch (display.text()) {
      case "summarized" -> true;
      case "omitted" -> false;
      default -> throw display.wrong("is not known.", "Use summarized or omitted.");
    };
  }
}
