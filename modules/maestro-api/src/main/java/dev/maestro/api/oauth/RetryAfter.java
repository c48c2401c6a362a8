package dev.maestro.api.oauth;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** How long an answer asks to wait: milliseconds, seconds or a date; the finer word first. */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /**
   * Null where it asks for nothing that can be read.
   *
   * @param headers lower-case names
   */
  static Duration of(Map<String, String> headers) {
    Duration fine = millis(headers.get("retry-after-ms"), 1);
    if (fine != null) {
      return fine;
    }
    String after = headers.get("retry-after");
    Duration seconds = millis(after, 1_000);
    return seconds != null || after == null ? seconds : until(after, headers.get("date"));
  }

  private static Duration millis(String number, int unit) {
    return number == null || !number.strip().matches("\\d{1,12}(\\.\\d{1,9})?")
        ? null
        : bounded(Duration.ofMillis((long) (Double.parseDouble(number.strip()) * unit)));
  }

  /** Measured from the answer's own date where it has one: clocks differ. */
  private static Duration until(String moment, String date) {
    try {
      Instant from = date == null ? Instant.now() : parsed(date);
      Duration wait = Duration.between(from, parsed(moment));
      return wait.isNegative() ? null : bounded(wait);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  private static Instant parsed(String moment) {
    return ZonedDateTime.parse(moment.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static Duration bounded(Duration wait) {
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
