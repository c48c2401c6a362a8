package dev.maestro.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebhookPaceTest {
  private final WebhookPace pace = WebhookPace.DEFAULT;

  @Test
  void eachWaitIsTwiceAsLongUpToAnHour() {
    assertThat(pace.pause(1, 0)).isEqualTo(Duration.ofSeconds(10));
    assertThat(pace.pause(2, 0)).isEqualTo(Duration.ofSeconds(20));
    assertThat(pace.pause(9, 0)).isEqualTo(Duration.ofSeconds(2560));
    assertThat(pace.pause(10, 0)).isEqualTo(Duration.ofHours(1));
    assertThat(pace.pause(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void noWaitIsShorterThanHalfOfTheLongest() {
    assertThat(pace.pause(1, 1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(pace.pause(1, 0.5)).isEqualTo(Duration.ofMillis(7_500));
    assertThat(pace.pause(100, 1)).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void whatANodeTriesItHoldsForLongerThanItCanTake() {
    assertThat(pace.hold()).isGreaterThan(pace.answer().multipliedBy(2));
  }
}
