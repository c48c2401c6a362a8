package dev.maestro.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "7, PT7S",
    "1.5, PT1.5S",
    "' 30 ', PT30S",
    "999999999999, PT24H",
    "'Thu, 26 Nov 2026 10:00:30 GMT', PT30S",
    "'Sat, 26 Dec 2026 10:00:00 GMT', PT24H"
  })
  void secondsAndDatesAreRead(String header, Duration wait) {
    assertThat(
            RetryAfter.of(Map.of("retry-after", header, "date", "Thu, 26 Nov 2026 10:00:00 GMT")))
        .isEqualTo(wait);
  }

  @Test
  void millisecondsAreTheFinerWord() {
    assertThat(RetryAfter.of(Map.of("retry-after-ms", "250", "retry-after", "9")))
        .isEqualTo(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-5",
        "1e9",
        "99999999999999999999",
        "Thu, 26 Nov 2026 09:59:00 GMT",
        "2026-11-26T10:00:00Z"
      })
  void whatCannotBeReadOrIsOverAsksForNothing(String header) {
    assertThat(
            RetryAfter.of(Map.of("retry-after", header, "date", "Thu, 26 Nov 2026 10:00:00 GMT")))
        .isNull();
  }

  @Test
  void withoutAHeaderNothingIsAskedFor() {
    assertThat(RetryAfter.of(Map.of())).isNull();
  }
}
