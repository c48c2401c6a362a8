package dev.maestro.core.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshTimeTest {
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static Duration after(Duration life, double chance) {
    return RefreshTime.after(Optional.of(life), AHEAD, chance).orElseThrow();
  }

  private static Duration pause(int failures, double chance) {
    return RefreshTime.pause(failures, Optional.empty(), chance);
  }

  @Test
  void aTokenIsRenewedAheadOfItsEndAndUpToAFifthOfThatEarlier() {
    assertThat(after(Duration.ofHours(1), 0)).isEqualTo(Duration.ofMinutes(55));
    assertThat(after(Duration.ofHours(1), 1)).isEqualTo(Duration.ofMinutes(54));
  }

  @Test
  void aShortLifeHasAShortLead() {
    assertThat(after(Duration.ofSeconds(10), 0)).isEqualTo(Duration.ofSeconds(8));
    assertThat(after(Duration.ofMillis(1), 1)).isEqualTo(Duration.ofMillis(500));
    assertThat(after(Duration.ZERO, 1)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void whatDoesNotEndIsNotRenewed() {
    assertThat(RefreshTime.after(Optional.empty(), AHEAD, 0.5)).isEmpty();
  }

  @Test
  void failuresDoubleThePauseAsLongAsARecoveryIsNoticedWithinSeconds() {
    assertThat(pause(0, 1)).isEqualTo(Duration.ofMillis(500));
    assertThat(pause(1, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pause(2, 1)).isEqualTo(Duration.ofSeconds(2));
    for (int failures : new int[] {3, 4, 62, 64, Integer.MAX_VALUE}) {
      assertThat(pause(failures, 1)).isEqualTo(Duration.ofMillis(2_500));
    }
    assertThat(pause(-1, 1)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void nobodyIsEverInAHotLoop() {
    for (int failures = 0; failures < 100; failures++) {
      assertThat(pause(failures, 0)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }
  }

  @Test
  void whatTheVendorAsksForIsTheLeastAndNotAllComeBackAtOnce() {
    Optional<Duration> asked = Optional.of(Duration.ofMinutes(5));
    assertThat(RefreshTime.pause(0, asked, 0)).isEqualTo(Duration.ofMinutes(5));
    assertThat(RefreshTime.pause(0, asked, 1)).isEqualTo(Duration.ofMinutes(5).plusSeconds(4));
    assertThat(RefreshTime.pause(0, Optional.of(Duration.ofSeconds(20)), 1))
        .isEqualTo(Duration.ofSeconds(22));
    assertThat(RefreshTime.pause(3, Optional.of(Duration.ofMillis(1)), 1))
        .isEqualTo(Duration.ofMillis(2_500));
  }
}
