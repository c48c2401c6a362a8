package dev.maestro.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.Shaped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicParametersTest {
  @ParameterizedTest
  @CsvSource({
    "claude-opus-5, 128000",
    "claude-sonnet-4-6, 128000",
    "claude-opus-4-7, 128000",
    "claude-opus-4-5-20251101, 64000",
    "claude-haiku-4-5-20251001, 64000",
    "claude-sonnet-4-20250514, 64000",
    "claude-opus-4-1-20250805, 32000",
    "claude-opus-4-20250514, 32000",
    "claude-3-7-sonnet-latest, 64000",
    "claude-3-haiku-20240307, 4096",
    "claude-2.1, 4096",
    "claude-fable-5, 128000",
    "claude-next, 128000"
  })
  void maxTokensIsTheModelsMostWhereTheClientGaveNone(String model, int most) {
    Shaped shaped = AnthropicParameters.shape(ChatRequest.to(model).build());

    assertThat(shaped.request().maxTokens()).isEqualTo(most);
    assertThat(shaped.warnings()).isEmpty();
  }

  @Test
  void maxTokensBeyondTheModelAreClampedAndReported() {
    Shaped shaped = shape(ChatRequest.to("claude-opus-4-1-20250805").maxTokens(64_000));

    assertThat(shaped.request().maxTokens()).isEqualTo(32_000);
    assertThat(shaped.warnings()).extracting(Warning::field).containsExactly("max_tokens");
  }

  @ParameterizedTest
  @CsvSource({"claude-opus-4-7", "claude-opus-4-8", "claude-sonnet-5", "claude-fable-5"})
  void strictModelsGetNoSampling(String model) {
    Shaped shaped = shape(ChatRequest.to(model).temperature(0.2).topP(0.5).topK(5));

    assertThat(shaped.request().temperature()).isNull();
    assertThat(shaped.request().topP()).isNull();
    assertThat(shaped.request().topK()).isNull();
    assertThat(shaped.warnings())
        .extracting(Warning::field)
        .containsExactly("temperature", "top_p", "top_k");
  }

  @Test
  void whatAStrictModelDoesAnywayIsNoLoss() {
    Shaped shaped = shape(ChatRequest.to("claude-sonnet-5").temperature(1.0).topP(1.0));

    assertThat(shaped.request().temperature()).isNull();
    assertThat(shaped.warnings()).isEmpty();
  }

  @Test
  void temperatureAboveOneIsClamped() {
    Shaped shaped = shape(ChatRequest.to("claude-sonnet-4-6").temperature(1.7));

    assertThat(shaped.request().temperature()).isEqualTo(1.0);
    assertThat(shaped.warnings()).extracting(Warning::code).containsExactly("clamped");
  }

  @Test
  void modelsFromFourOnTakeTemperatureOrTopPNotBoth() {
    Shaped four = shape(ChatRequest.to("claude-sonnet-4-6").temperature(0.5).topP(0.9));
    Shaped three = shape(ChatRequest.to("claude-3-haiku-20240307").temperature(0.5).topP(0.9));

    assertThat(four.request().topP()).isNull();
    assertThat(four.warnings()).extracting(Warning::field).containsExactly("top_p");
    assertThat(three.request().topP()).isEqualTo(0.9);
    assertThat(three.warnings()).isEmpty();
  }

  @Test
  void anEffortThatCameLaterIsLowered() {
    Shaped shaped =
        shape(ChatRequest.to("claude-opus-4-6").reasoning(ReasoningOptions.effort("xhigh")));

    assertThat(shaped.request().reasoning().effort()).isEqualTo("high");
    assertThat(shaped.warnings()).extracting(Warning::field).containsExactly("reasoning.effort");
  }

  private static Shaped shape(ChatRequestBuilder request) {
    return AnthropicParameters.shape(request.build());
  }
}
