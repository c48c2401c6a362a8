package dev.maestro.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.Shaped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiParametersTest {
  @ParameterizedTest
  @ValueSource(strings = {"o3", "o4-mini", "gpt-5", "gpt-5-mini", "gpt-5.1", "gpt-6", "gpt-5.4"})
  void modelsThatReasonGetNoSampling(String model) {
    Shaped shaped =
        shape(
            ChatRequest.to(model)
                .temperature(0.2)
                .topP(0.5)
                .presencePenalty(1.0)
                .frequencyPenalty(1.0));

    assertThat(shaped.request().temperature()).isNull();
    assertThat(shaped.request().topP()).isNull();
    assertThat(shaped.request().presencePenalty()).isNull();
    assertThat(shaped.request().frequencyPenalty()).isNull();
    assertThat(shaped.warnings())
        .extracting(Warning::field)
        .containsExactly("temperature", "top_p", "presence_penalty", "frequency_penalty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o", "gpt-4.1-mini", "gpt-5-chat-latest", "ft:gpt-5:me", "llama"})
  void othersKeepIt(String model) {
    Shaped shaped = shape(ChatRequest.to(model).temperature(0.2).topP(0.5).presencePenalty(1.0));

    assertThat(shaped.request().temperature()).isEqualTo(0.2);
    assertThat(shaped.request().topP()).isEqualTo(0.5);
    assertThat(shaped.request().presencePenalty()).isEqualTo(1.0);
    assertThat(shaped.warnings()).isEmpty();
  }

  @Test
  void aModelToldNotToReasonKeepsTemperature() {
    Shaped shaped =
        shape(
            ChatRequest.to("gpt-5.1").temperature(0.2).reasoning(ReasoningOptions.effort("none")));

    assertThat(shaped.request().temperature()).isEqualTo(0.2);
    assertThat(shaped.request().reasoning().effort()).isEqualTo("none");
    assertThat(shaped.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "o3, none, low",
    "gpt-5, none, minimal",
    "gpt-5, minimal, minimal",
    "gpt-5.1, minimal, low",
    "gpt-5.1, xhigh, high",
    "gpt-5.1-codex-max, xhigh, xhigh",
    "gpt-5.4, xhigh, xhigh",
    "o3, medium, medium"
  })
  void anEffortTheModelHasNotBecomesTheNearest(String model, String wanted, String given) {
    Shaped shaped = shape(ChatRequest.to(model).reasoning(ReasoningOptions.effort(wanted)));

    assertThat(shaped.request().reasoning().effort()).isEqualTo(given);
    assertThat(shaped.warnings()).hasSize(wanted.equals(given) ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"1024, low", "2048, low", "8192, medium", "24576, high", "60000, high"})
  void aBudgetBecomesAnEffort(int budget, String effort) {
    Shaped shaped =
        shape(ChatRequest.to("o3").reasoning(new ReasoningOptions(true, null, budget, null)));

    assertThat(shaped.request().reasoning().effort()).isEqualTo(effort);
    assertThat(shaped.request().reasoning().budgetTokens()).isNull();
    assertThat(shaped.warnings())
        .extracting(Warning::field)
        .containsExactly("reasoning.budget_tokens");
  }

  @Test
  void aModelThatDoesNotReasonIsNotAskedTo() {
    Shaped asked = shape(ChatRequest.to("gpt-4o").reasoning(ReasoningOptions.effort("high")));
    Shaped told = shape(ChatRequest.to("gpt-4o").reasoning(ReasoningOptions.effort("none")));

    assertThat(asked.request().reasoning()).isNull();
    assertThat(asked.warnings()).extracting(Warning::field).containsExactly("reasoning");
    assertThat(told.request().reasoning()).isNull();
    assertThat(told.warnings()).isEmpty();
  }

  @Test
  void stopSequencesStayBehindWhereTheModelTakesNone() {
    Shaped without = shape(ChatRequest.to("o4-mini").stop("a").user("me"));
    Shaped with = shape(ChatRequest.to("gpt-4o").stop("a"));

    assertThat(without.request().stop()).isEmpty();
    assertThat(without.request().user()).isEqualTo("me");
    assertThat(without.warnings()).extracting(Warning::field).containsExactly("stop");
    assertThat(with.request().stop()).containsExactly("a");
    assertThat(with.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text-embedding-3-small",
        "whisper-1",
        "tts-1",
        "gpt-image-1",
        "omni-moderation-latest",
        "dall-e-3",
        "gpt-4o-transcribe",
        "gpt-realtime"
      })
  void modelsThatDoNotConverseAreNotListed(String id) {
    assertThat(OpenAiModels.converses(id)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-5.4", "o3", "gpt-4o-mini", "ft:gpt-4o:me::1", "chatgpt-4o-latest"})
  void othersAre(String id) {
    assertThat(OpenAiModels.converses(id)).isTrue();
  }

  private static Shaped shape(ChatRequestBuilder request) {
    return OpenAiParameters.shape(request.build());
  }
}
