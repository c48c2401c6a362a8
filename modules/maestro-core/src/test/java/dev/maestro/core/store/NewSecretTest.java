package dev.maestro.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewSecretTest {
  private static NewSecret of(Optional<Duration> life, Optional<Duration> refreshIn) {
    return new NewSecret(
        Envelope.of(new byte[] {1}), life, refreshIn, "access_token", true, List.of());
  }

  @Test
  void whatWaitedToBeStoredHasSoMuchLessOfItsLife() {
    NewSecret waited =
        of(Optional.of(Duration.ofHours(1)), Optional.of(Duration.ofMinutes(55)))
            .after(Duration.ofMinutes(10));
    assertThat(waited.lifetime()).contains(Duration.ofMinutes(50));
    assertThat(waited.refreshIn()).contains(Duration.ofMinutes(45));
  }

  @Test
  void whatWaitedLongerThanItLivesIsOver() {
    NewSecret waited =
        of(Optional.of(Duration.ofMinutes(1)), Optional.of(Duration.ofSeconds(50)))
            .after(Duration.ofSeconds(55));
    assertThat(waited.lifetime()).contains(Duration.ofSeconds(5));
    assertThat(waited.refreshIn()).contains(Duration.ZERO);
  }

  @Test
  void whatDoesNotEndStaysSo() {
    NewSecret waited = of(Optional.empty(), Optional.empty()).after(Duration.ofHours(1));
    assertThat(waited.lifetime()).isEmpty();
    assertThat(waited.refreshIn()).isEmpty();
  }
}
