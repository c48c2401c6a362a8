package dev.maestro.core.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maestro.api.ModelInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of models where a vendor's list is silent, from a dated file. The first pattern
 * that fits a model's id counts.
 */
public final class ModelFacts {
  private static final String FILE = "/META-INF/maestro/model-facts.json";

  /** One pattern of the file; what is null or empty is not known. */
  record Fact(
      String pattern,
      @JsonProperty("context_window") Long contextWindow,
      @JsonProperty("max_output_tokens") Long maxOutputTokens,
      Set<String> capabilities,
      Set<String> modalities) {}

  private record File(String date, String note, List<Fact> models) {}

  private record Rule(Pattern ids, Fact fact) {}

  private final LocalDate date;
  private final List<Rule> rules;

  private ModelFacts(LocalDate date, List<Rule> rules) {
    this.date = date;
    this.rules = rules;
  }

  /** Reads the file of this build. Blocks for a moment. */
  public static ModelFacts load() {
    try (InputStream in = ModelFacts.class.getResourceAsStream(FILE)) {
      File file =
          new ObjectMapper()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(in, File.class);
      return new ModelFacts(
          LocalDate.parse(file.date()),
          file.models().stream()
              .map(fact -> new Rule(Pattern.compile(fact.pattern()), fact))
              .toList());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** When the facts were written down. */
  public LocalDate date() {
    return date;
  }

  /** Fills in what the vendor left out; what it said stays. */
  public ModelInfo complete(ModelInfo model) {
    return rules.stream()
        .filter(rule -> rule.ids().matcher(model.id()).matches())
        .findFirst()
        .map(rule -> completed(model, rule.fact()))
        .orElse(model);
  }

  private static ModelInfo completed(ModelInfo model, Fact fact) {
    ModelInfo whole =
        new ModelInfo(
            model.id(),
            model.name(),
            model.provider(),
            model.contextWindow() == null ? fact.contextWindow() : model.contextWindow(),
            model.maxOutputTokens() == null ? fact.maxOutputTokens() : model.maxOutputTokens(),
            model.capabilities().isEmpty() ? fact.capabilities() : model.capabilities(),
            model.modalities().isEmpty() ? fact.modalities() : model.modalities(),
            model.source());
    return whole.equals(model)
        ? model
        : new ModelInfo(
            whole.id(),
            whole.name(),
            whole.provider(),
            whole.contextWindow(),
            whole.maxOutputTokens(),
            whole.capabilities(),
            whole.modalities(),
            ModelInfo.SOURCE_STATIC);
  }
}
