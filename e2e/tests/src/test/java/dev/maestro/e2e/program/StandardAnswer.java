package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Conversation;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.ReceivedRequest.State;

/** The answer to the standard prompt, whole and counted. */
final class StandardAnswer {
  private StandardAnswer() {}

  static void check(Conversation answer, ReceivedRequest upstream) {
    assertThat(answer.names()).startsWith("started").endsWith("finished").doesNotContain("failed");
    assertThat(answer.last("finished").path("reason").asText()).isEqualTo("stop");
    assertThat(answer.text().strip()).endsWith(upstream.nonce()).hasSizeGreaterThan(100);
    assertThat(answer.text()).contains("FastAPI", "Stripe", "error");
    assertThat(Hashes.sha256(answer.text())).isEqualTo(upstream.text().sha256());
    assertThat(answer.totalTokens()).isPositive();
    assertThat(answer.events().stream().map(event -> Long.parseLong(event.id())))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(upstream.state()).isEqualTo(State.COMPLETED);
  }
}
