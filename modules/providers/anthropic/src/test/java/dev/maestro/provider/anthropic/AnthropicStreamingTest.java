package dev.maestro.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.messages.MessagesWire;
import dev.maestro.testkit.LoginWalk;
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

  @Test
  void aTokenGoesAsABearerWithTheBetaThatTakesIt() {
    assertThat(bearer(Map.of("x-api-key", "own")))
        .containsEntry("authorization", "Bearer planted-access")
        .containsEntry("anthropic-beta", "oauth-2025-04-20")
        .containsEntry("anthropic-version", "2023-06-01")
        .doesNotContainKey("x-api-key");
    assertThat(bearer(Map.of("anthropic-beta", "one,two")))
        .containsEntry("anthropic-beta", "one,two,oauth-2025-04-20");
    assertThat(bearer(Map.of("anthropic-beta", "oauth-2025-04-20, one")))
        .containsEntry("anthropic-beta", "oauth-2025-04-20, one");
  }

  @Test
  void aKeyThatWasMadeOfALoginGoesAsAKey() {
    Tokens tokens = Tokens.of(Secret.of("planted-access")).withApiKey(Secret.of("planted-key"));
    OpenSession session = LoginWalk.session("anthropic", tokens);

    assertThat(AnthropicConfig.headers(session, Map.of()))
        .containsEntry("x-api-key", "planted-key")
        .doesNotContainKeys("authorization", "anthropic-beta");
  }

  @Test
  void aLoginThatTheVendorKeepsForItsOwnClientIsExplained() {
    String body =
        """
        {"type":"error","error":{"type":"invalid_request_error","message":"This credential is only\
         authorized for use with Claude Code and cannot be used for other API requests."}}\
        """;
    ErrorFacts facts =
        new AnthropicStreaming(config())
            .wires()
            .getFirst()
            .readError(400, Map.of("request-id", "r"), Buffer.buffer(body));

    assertThat(facts.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(facts.retryable()).isFalse();
    assertThat(facts.status()).isEqualTo(400);
    assertThat(facts.message()).contains("Claude Code", "make a session with an API key");
    assertThat(facts.vendorHeaders()).containsEntry("request-id", "r");
  }

  private static Map<String, String> bearer(Map<String, String> client) {
    OpenSession session = LoginWalk.session("anthropic", Tokens.of(Secret.of("planted-access")));
    WireCall call =
        new WireCall(MessagesWire.DIALECT, "claude-x", true, client, Buffer.buffer("{}"));
    return new AnthropicStreaming(config()).request(session, call).headers();
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
