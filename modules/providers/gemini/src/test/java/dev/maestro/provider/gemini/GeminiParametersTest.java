package dev.maestro.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ModelInfo;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.Shaped;
import dev.maestro.dialect.Json;
import org.junit.jupiter.api.Test;

class GeminiParametersTest {
  @Test
  void whatIsTooMuchIsClampedAndReported() {
    ChatRequest request =
        ChatRequest.to("gemini-2.5-flash-lite")
            .temperature(2.5)
            .choices(9)
            .reasoning(new ReasoningOptions(true, null, 100, null))
            .build();

    Shaped shaped = GeminiParameters.shape(request);

    assertThat(shaped.request().temperature()).isEqualTo(2.0);
    assertThat(shaped.request().choices()).isEqualTo(8);
    assertThat(shaped.request().reasoning().budgetTokens()).isEqualTo(512);
    assertThat(shaped.warnings())
        .extracting(Warning::field)
        .containsExactly("temperature", "choices", "reasoning.budget_tokens");
  }

  @Test
  void whatFitsStaysAsItIs() {
    ChatRequest request =
        ChatRequest.to("gemini-2.5-flash-lite")
            .temperature(1.0)
            .reasoning(new ReasoningOptions(null, null, 0, null))
            .build();

    assertThat(GeminiParameters.shape(request).request()).isEqualTo(request);
    assertThat(GeminiParameters.shape(request).warnings()).isEmpty();
  }

  @Test
  void aModelSaysWhatTheVendorSays() {
    ModelInfo model =
        GeminiModels.read(
            "mine",
            Json.parse(
                """
                {"name":"models/gemini-x","displayName":"Gemini X","inputTokenLimit":1048576,
                 "outputTokenLimit":65536,"thinking":true}\
                """));

    assertThat(model.id()).isEqualTo("gemini-x");
    assertThat(model.name()).isEqualTo("Gemini X");
    assertThat(model.contextWindow()).isEqualTo(1_048_576);
    assertThat(model.maxOutputTokens()).isEqualTo(65_536);
    assertThat(model.capabilities()).containsExactlyInAnyOrder("chat", "streaming", "reasoning");
  }
}
