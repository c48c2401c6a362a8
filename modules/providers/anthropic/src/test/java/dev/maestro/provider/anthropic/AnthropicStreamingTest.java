package dev.maestro.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.messages.MessagesWire;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicStreamingTest {
  private static final OpenSession SESSION =
      new OpenSession(
          new SessionFacts("1", "anthropic", "work", AuthType.API_KEY, null, null),
          Secret.of("sk-ant-planted"));

  @Test
  void asksWithTheSessionsKeyAndTheVersionThisWasWrittenAgainst() {
    UpstreamRequest request = request(Map.of("authorization", "Bearer own", "x-api-key", "own"));

    assertThat(request.url()).isEqualTo("http://vendor/v1/messages");
    assertThat(request.headers())
        .containsEntry("x-api-key", "sk-ant-planted")
        .containsEntry("anthropic-version", "2023-06-01")
        .doesNotContainKey("authorization");
    assertThat(request.toString()).doesNotContain("planted");
  }

  @Test
  void theClientsVersionAndBetasPass() {
    UpstreamRequest request =
        request(Map.of("anthropic-version", "2026-10-21", "anthropic-beta", "one,two"));

    assertThat(request.headers())
        .containsEntry("anthropic-version", "2026-10-21")
        .containsEntry("anthropic-beta", "one,two");
  }

  @Test
  void theClientsParametersPass() {
    AnthropicConfig config = config();
    WireCall call =
        new WireCall(
            MessagesWire.DIALECT, "claude-x", true, Map.of(), "beta=true", Buffer.buffer("{}"));

    assertThat(new AnthropicStreaming(config).request(SESSION, call).url())
        .isEqualTo("http://vendor/v1/messages?beta=true");
    assertThat(new AnthropicCounting(config).request(SESSION, call).url())
        .isEqualTo("http://vendor/v1/messages/count_tokens?beta=true");
  }

  private static UpstreamRequest request(Map<String, String> client) {
    WireCall call =
        new WireCall(MessagesWire.DIALECT, "claude-x", true, client, Buffer.buffer("{}"));
    return new AnthropicStreaming(config()).request(SESSION, call);
  }

  private static AnthropicConfig config() {
    return new AnthropicConfig(
        "anthropic",
        ProviderSettings.of(
            "anthropic", AnthropicConfig.SETTINGS, Map.of("base-url", "http://vendor/")));
  }
}
