package dev.maestro.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ModelInfo;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelFactsTest {
  private final ModelFacts facts = ModelFacts.load();

  @Test
  void saysOfWhichDayItIs() {
    assertThat(facts.date()).isAfterOrEqualTo(LocalDate.of(2026, 11, 22));
  }

  @Test
  void completesAModelOfWhichTheVendorSaysOnlyTheId() {
    ModelInfo whole = facts.complete(ModelInfo.named("p", "gpt-4.1-mini", null));
    assertThat(whole.contextWindow()).isEqualTo(1_047_576);
    assertThat(whole.maxOutputTokens()).isEqualTo(32_768);
    assertThat(whole.capabilities()).contains("chat", "tools");
    assertThat(whole.modalities()).contains("text");
    assertThat(whole.source()).isEqualTo("static");
    assertThat(whole.name()).isEqualTo("gpt-4.1-mini");
    assertThat(whole.provider()).isEqualTo("p");
  }

  @Test
  void leavesWhatTheVendorSaid() {
    ModelInfo said =
        new ModelInfo(
            "claude-sonnet-5", "S", "p", 7L, null, Set.of("odd"), Set.of("text"), "vendor");
    ModelInfo whole = facts.complete(said);
    assertThat(whole.contextWindow()).isEqualTo(7);
    assertThat(whole.maxOutputTokens()).isEqualTo(128_000);
    assertThat(whole.capabilities()).containsExactly("odd");
    assertThat(whole.source()).isEqualTo("static");
  }

  @Test
  void leavesTheSourceWhereNothingWasFilledIn() {
    ModelInfo said =
        new ModelInfo(
            "claude-sonnet-5", "S", "p", 7L, 8L, Set.of("chat"), Set.of("text"), "vendor");
    assertThat(facts.complete(said)).isSameAs(said);
  }

  @Test
  void doesNotCallEverythingAChatModel() {
    assertThat(facts.complete(ModelInfo.named("p", "text-embedding-3-small", null)).capabilities())
        .containsExactly("embeddings");
  }

  @Test
  void guessesNothingOfAnUnknownModel() {
    ModelInfo unknown = ModelInfo.named("p", "llama-9", null);
    assertThat(facts.complete(unknown)).isSameAs(unknown);
  }
}
