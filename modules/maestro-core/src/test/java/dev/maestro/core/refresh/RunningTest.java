package dev.maestro.core.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.core.store.LoginState;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunningTest {
  private final Running running = new Running();

  static SessionRow row(String provider) {
    return new SessionRow(
        UUID.randomUUID(),
        provider,
        "work",
        AuthType.OAUTH,
        SessionStatus.ACTIVE,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        LoginState.NONE);
  }

  @Test
  void aVendorThatHangsHoldsUpOnlyItsOwnSessions() {
    SessionRow first = row("slow");
    assertThat(running.add(first)).isTrue();
    assertThat(running.add(first)).isFalse();
    for (int more = 1; more < Running.AT_ONCE; more++) {
      assertThat(running.full()).isEmpty();
      assertThat(running.add(row("slow"))).isTrue();
    }
    assertThat(running.full()).containsExactly("slow");
    assertThat(running.add(row("slow"))).isFalse();
    assertThat(running.add(row("quick"))).isTrue();

    assertThat(running.remove(first)).isTrue();
    assertThat(running.full()).isEmpty();
    assertThat(running.add(row("slow"))).isTrue();
  }

  @Test
  void whatHasEndedIsForgotten() {
    SessionRow one = row("acme");
    running.add(one);
    assertThat(running.remove(one)).isFalse();
    assertThat(running.add(one)).isTrue();
  }
}
