package dev.maestro.dialect.gemini;

import static dev.maestro.dialect.gemini.GeminiFields.at;

import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.dialect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads how an answer shall be made. */
final class GeminiSettingsReader {
  private static final Set<String> KNOWN =
      Set.of(
          "maxOutputTokens",
          "temperature",
          "topP",
          "topK",
          "stopSequences",
          "seed",
          "presencePenalty",
          "frequencyPenalty",
          "candidateCount",
          "responseMimeType",
          "responseSchema",
          "responseJsonSchema",
          "_responseJsonSchema",
          "thinkingConfig");

  private static final Set<String> OF_THINKING =
      Set.of("includeThoughts", "thinkingBudget", "thinkingLevel");

  private static final Set<String> LEVELS = Set.of("minimal", "low", "medium", "high");

  private final ChatRequestBuilder request;

  GeminiSettingsReader(ChatRequestBuilder request) {
    this.request = request;
  }

  void read(Field config) {
    if (!config.present()) {
      return;
    }
    request
        .maxTokens(at(config.object(), "maxOutputTokens").small(1, Integer.MAX_VALUE))
        .temperature(at(config, "temperature").decimal(0, 2))
        .topP(at(config, "topP").decimal(0, 1))
        .topK(topK(at(config, "topK")))
        .seed(at(config, "seed").whole(Long.MIN_VALUE, Long.MAX_VALUE))
        .presencePenalty(at(config, "presencePenalty").decimal(-2, 2))
        .frequencyPenalty(at(config, "frequencyPenalty").decimal(-2, 2))
        .choices(at(config, "candidateCount").small(1, 128));
    for (Field sequence : at(config, "stopSequences").elements()) {
      request.stop(sequence.required().text());
    }
    format(config);
    thinking(at(config, "thinkingConfig"));
    GeminiFields.others(config, KNOWN, request::extra);
  }

  /** A decimal number in the vendor's SDK for Python, although only whole ones make sense. */
  private static Integer topK(Field field) {
    Double number = field.decimal(1, Integer.MAX_VALUE);
    if (number != null && number != Math.rint(number)) {
      throw field.wrong("is not a whole number.", "Send a whole number.");
    }
    return number == null ? null : (Integer) number.intValue();
  }

  private void format(Field config) {
    Field type = at(config, "responseMimeType");
    Field reduced = at(config, "responseSchema");
    Field whole = at(config, "responseJsonSchema");
    if (!whole.present()) {
      whole = config.at("_responseJsonSchema");
    }
    String mime = type.text();
    if (mime != null && !mime.equals("application/json") && !mime.equals("text/plain")) {
      request.extra(type.path(), type.value().json());
      for (Field schema : List.of(reduced, whole)) {
        if (schema.present()) {
          request.extra(schema.path(), schema.value().json());
        }
      }
      return;
    }
    if (whole.present() || reduced.present()) {
      request.responseFormat(
          new ResponseFormat(
              ResponseFormat.Type.JSON_SCHEMA,
              null,
              whole.present()
                  ? whole.object().value().json()
                  : GeminiSchema.plain(reduced.object().value()).toString(),
              null));
    } else if (mime != null) {
      request.responseFormat(
          new ResponseFormat(
              mime.equals("text/plain") ? ResponseFormat.Type.TEXT : ResponseFormat.Type.JSON,
              null,
              null,
              null));
    }
  }

  private void thinking(Field config) {
    if (!config.present()) {
      return;
    }
    Boolean shown = at(config.object(), "includeThoughts").flag();
    Integer budget = at(config, "thinkingBudget").small(-1, Integer.MAX_VALUE);
    String effort = level(at(config, "thinkingLevel"));
    Boolean enabled = budget == null ? null : (Boolean) (budget != 0);
    Integer bound = budget == null || budget <= 0 ? null : budget;
    request.reasoning(new ReasoningOptions(enabled, effort, bound, shown));
    GeminiFields.others(config, OF_THINKING, request::extra);
  }

  private static String level(Field field) {
    String level = field.text();
    String word = level == null ? null : level.toLowerCase(Locale.ROOT);
    if (word == null || word.equals("thinking_level_unspecified")) {
      return null;
    }
    if (!LEVELS.contains(word)) {
      throw field.wrong("is not known.", "Use MINIMAL, LOW, MEDIUM or HIGH.");
    }
    return word;
  }
}
