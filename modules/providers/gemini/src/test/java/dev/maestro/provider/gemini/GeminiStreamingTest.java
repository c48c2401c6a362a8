package dev.maestro.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.AuthType;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.gemini.GeminiWire;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiStreamingTest {
  private static final String BASE = "https://generativelanguage.googleapis.com/v1beta";

  @Test
  void modelAndMethodStandInTheUrlAndTheKeyDoesNot() {
    UpstreamRequest streamed = request("gemini-2.5-flash", true);

    assertThat(streamed.url())
        .isEqualTo(BASE + "/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
    assertThat(streamed.headers())
        .containsEntry("x-goog-api-key", "planted")
        .doesNotContainKeys("authorization", "x-goog-user-project");
    assertThat(request("gemini-2.5-flash", false).url())
        .isEqualTo(BASE + "/models/gemini-2.5-flash:generateContent");
  }

  @ParameterizedTest
  @CsvSource({
    "models/gemini-x, /models/gemini-x",
    "tunedModels/mine-1, /tunedModels/mine-1",
    "a?b=c#d:e, /models/a%3Fb%3Dc%23d%3Ae",
    "ä, /models/%C3%A4"
  })
  void aModelsNameStaysAName(String model, String path) {
    assertThat(request(model, false).url()).isEqualTo(BASE + path + ":generateContent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../files", "a/../../b", "a//b", "/"})
  void aPathThatClimbsIsRefused(String model) {
    assertThatThrownBy(() -> request(model, false))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("model");
  }

  @Test
  void theClientsParametersPassBesideTheProvidersOwn() {
    WireCall streamed = call("m", true, "$fields=candidates");
    WireCall whole = call("m", false, "$fields=candidates");

    assertThat(new GeminiStreaming(config()).request(session(), streamed).url())
        .isEqualTo(BASE + "/models/m:streamGenerateContent?alt=sse&$fields=candidates");
    assertThat(new GeminiStreaming(config()).request(session(), whole).url())
        .isEqualTo(BASE + "/models/m:generateContent?$fields=candidates");
    assertThat(new GeminiCounting(config()).request(session(), whole).url())
        .isEqualTo(BASE + "/models/m:countTokens?$fields=candidates");
  }

  @ParameterizedTest
  @CsvSource({
    "$fields=candidates, true",
    "a=1&fields=candidates, true",
    "fields=, false",
    "morefields=a, false",
    "a=1, false"
  })
  void onlyAMaskLeavesPartsOfAnAnswerOut(String query, boolean does) {
    assertThat(new GeminiWire().leavesOut(query)).isEqualTo(does);
    assertThat(GeminiWire.counting().leavesOut(query)).isEqualTo(does);
  }

  private static UpstreamRequest request(String model, boolean stream) {
    return new GeminiStreaming(config()).request(session(), call(model, stream, ""));
  }

  private static WireCall call(String model, boolean stream, String query) {
    Map<String, String> client =
        Map.of("authorization", "Bearer own", "x-goog-user-project", "own");
    return new WireCall(GeminiWire.DIALECT, model, stream, client, query, Buffer.buffer("{}"));
  }

  private static OpenSession session() {
    return new OpenSession(
        new SessionFacts("1", "gemini", "work", AuthType.API_KEY, null, null),
        Secret.of("planted"));
  }

  private static GeminiConfig config() {
    return new GeminiConfig(
        "gemini", ProviderSettings.of("gemini", GeminiConfig.SETTINGS, Map.of()));
  }
}
