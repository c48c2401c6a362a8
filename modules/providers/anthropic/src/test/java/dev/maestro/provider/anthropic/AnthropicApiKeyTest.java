package dev.maestro.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.upstream.UpstreamAnswer;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicApiKeyTest {
  private static final Secret KEY = Secret.of("sk-ant-planted");

  @Test
  void aRefusedKeyIsBadInTheVendorsWords() {
    KeyCheck found = check(401, error("authentication_error", "invalid x-api-key"));

    assertThat(found)
        .isInstanceOfSatisfying(
            KeyCheck.Bad.class,
            bad -> assertThat(bad.error().message()).isEqualTo("invalid x-api-key"));
  }

  @Test
  void missingRightsSayNothingAboutTheKey() {
    assertThat(check(403, error("permission_error", "not allowed")))
        .isInstanceOf(KeyCheck.Unknown.class);
  }

  @Test
  void anotherErrorWithTheSameStatusIsUnclear() {
    assertThat(check(401, "<html>log in to the proxy</html>")).isInstanceOf(KeyCheck.Unknown.class);
  }

  @Test
  void theKeyIsHiddenEvenWhereTheVendorRepeatsIt() {
    assertThat(check(401, error("authentication_error", "bad key sk-ant-planted")).toString())
        .doesNotContain("sk-ant-planted");
    assertThat(check(500, error("api_error", "bad key sk-ant-planted")).toString())
        .doesNotContain("sk-ant-planted");
  }

  private static KeyCheck check(int status, String body) {
    return AnthropicApiKey.read(new UpstreamAnswer(status, Map.of(), Buffer.buffer(body)), KEY);
  }

  private static String error(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
        .formatted(type, message);
  }
}
