package dev.maestro.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maestro.api.ModelInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What is known of models where a vendor's list is silent, from a dated file. The first pattern
 * that fits a model's id counts.
 */
public final class ModelFacts {
  private static final String FILE = "/META-INF/maestro/model-facts.json";

  private record Fact(
      Pattern ids,
      Long contextWindow,
      Long maxOutputTokens,
      Set<String> capabilities,
      Set<String> modalities) {}

  private final LocalDate date;
  private final List<Fact> facts;

  private ModelFacts(LocalDate date, List<Fact> facts) {
    this.date = date;
    this.facts = facts;
  }

  /** Reads the file of this build. Blocks for a moment. */
  public static ModelFacts load() {
    try (InputStream in = ModelFacts.class.getResourceAsStream(FILE)) {
      JsonNode file = new ObjectMapper().readTree(in);
      List<Fact> facts = new ArrayList<>();
      file.required("models").forEach(fact -> facts.add(read(fact)));
      return new ModelFacts(LocalDate.parse(file.required("date").asText()), facts);
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
    return facts.stream()
        .filter(fact -> fact.ids().matcher(model.id()).matches())
        .findFirst()
        .map(fact -> completed(model, fact))
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

  private static Fact read(JsonNode fact) {
    return new Fact(
        Pattern.compile(fact.required("pattern").asText()),
        number(fact.path("context_window")),
        number(fact.path("max_output_tokens")),
        words(fact.path("capabilities")),
        words(fact.path("modalities")));
  }

  private static Long number(JsonNode value) {
    return value.isIntegralNumber() ? value.asLong() : null;
  }

  private static Set<String> words(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }
}
