package dev.maestro.api.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PassedHeadersTest {
  @Test
  void credentialsAndTheClientsConnectionStayBehind() {
    Map<String, String> client =
        Map.of(
            "authorization", "Bearer mine",
            "x-api-key", "mine",
            "x-goog-api-key", "mine",
            "cookie", "mine",
            "accept-encoding", "gzip",
            "maestro-session", "work",
            "x-forwarded-for", "10.0.0.1",
            "openai-organization", "org-mine",
            "user-agent", "sdk/1",
            "anthropic-beta", "new-2026");

    assertThat(PassedHeaders.of(client, "openai-organization"))
        .containsOnly(Map.entry("user-agent", "sdk/1"), Map.entry("anthropic-beta", "new-2026"));
  }
}
