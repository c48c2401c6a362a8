package dev.maestro.core.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeldomTest {
  private long now = Long.MAX_VALUE - 1_000; // the clock may begin anywhere, and run over

  @Test
  void itIsDueAtFirstAndThenAfterEachPause() {
    Seldom seldom = new Seldom(Duration.ofMinutes(10), () -> now);
    for (int time = 0; time < 3; time++) {
      assertThat(seldom.isDue()).isTrue();
      assertThat(seldom.isDue()).isFalse();
      now += Duration.ofMinutes(10).toNanos() - 1;
      assertThat(seldom.isDue()).isFalse();
      now++;
    }
  }
}
