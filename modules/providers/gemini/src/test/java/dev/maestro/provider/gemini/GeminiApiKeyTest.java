package dev.maestro.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.upstream.UpstreamAnswer;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeminiApiKeyTest {
  @Test
  void onlyTheReasonSaysThatAKeyIsBad() {
    assertThat(check(400, "API_KEY_INVALID")).isInstanceOf(KeyCheck.Bad.class);
    assertThat(check(400, "API_KEY_EXPIRED")).isInstanceOf(KeyCheck.Bad.class);
  }

  @Test
  void aKeyThatIsRestrictedOrOfAnotherKindIsUnclear() {
    assertThat(check(403, "API_KEY_SERVICE_BLOCKED")).isInstanceOf(KeyCheck.Unknown.class);
    assertThat(check(401, "ACCESS_TOKEN_TYPE_UNSUPPORTED")).isInstanceOf(KeyCheck.Unknown.class);
    assertThat(check(400, "SOMETHING_ELSE")).isInstanceOf(KeyCheck.Unknown.class);
  }

  private static KeyCheck check(int status, String reason) {
    String body =
        """
        {"error":{"code":%d,"message":"said","status":"X",
         "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"%s"}]}}\
        """
            .formatted(status, reason);
    return GeminiApiKey.read(
        new UpstreamAnswer(status, Map.of(), Buffer.buffer(body)), Secret.of("AIza-planted"));
  }
}
