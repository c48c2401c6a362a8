package dev.maestro.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.upstream.UpstreamAnswer;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiApiKeyTest {
  private static final Secret KEY = Secret.of("sk-planted");

  @Test
  void aRefusedKeyIsBadInTheVendorsWordsWithoutTheKey() {
    KeyCheck found =
        check(401, error("invalid_api_key", "Incorrect API key provided: sk-planted."));

    assertThat(found)
        .isInstanceOfSatisfying(
            KeyCheck.Bad.class,
            bad ->
                assertThat(bad.error().message())
                    .isEqualTo("Incorrect API key provided: [hidden]."));
  }

  @Test
  void aRestrictedKeyMayConverseThoughItMayNotList() {
    assertThat(check(403, error("missing_scope", "Missing scopes: api.model.read")))
        .isInstanceOfSatisfying(
            KeyCheck.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("403", "Missing scopes"));
  }

  @Test
  void aWrongOrganisationSaysNothingAboutTheKey() {
    assertThat(check(401, error("invalid_organization", "No such organization: org-1")))
        .isInstanceOf(KeyCheck.Unknown.class);
  }

  private static KeyCheck check(int status, String body) {
    return OpenAiApiKey.read(new UpstreamAnswer(status, Map.of(), Buffer.buffer(body)), KEY);
  }

  private static String error(String code, String message) {
    return "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, message);
  }
}
