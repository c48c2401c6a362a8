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

  private static UpstreamRequest request(String model, boolean stream) {
    ProviderSettings settings = ProviderSettings.of("gemini", GeminiConfig.SETTINGS, Map.of());
    OpenSession session =
        new OpenSession(
            new SessionFacts("1", "gemini", "work", AuthType.API_KEY, null, null),
            Secret.of("planted"));
    Map<String, String> client =
        Map.of("authorization", "Bearer own", "x-goog-user-project", "own");
    WireCall call = new WireCall(GeminiWire.DIALECT, model, stream, client, Buffer.buffer("{}"));
    return new GeminiStreaming(new GeminiConfig(settings)).request(session, call);
  }
}
