package dev.maestro.launcher.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** What can be said of tokens without showing them. */
final class Tokens {
  private Tokens() {}

  /**
   * The end of a JSON web token; empty where it is none. It is only shown, so nothing is proved.
   */
  static Optional<Instant> expiry(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonNode claims =
          JsonMapper.builder().build().readTree(Base64.getUrlDecoder().decode(parts[1]));
      return claims.path("exp").isNumber()
          ? seconds(claims.path("exp").asLong())
          : Optional.empty();
    } catch (IOException | IllegalArgumentException noClaims) {
      return Optional.empty();
    }
  }

  static Optional<Instant> milliseconds(JsonNode time) {
    return time.isNumber() ? seconds(Math.floorDiv(time.asLong(), 1000L)) : Optional.empty();
  }

  private static Optional<Instant> seconds(long time) {
    try {
      return Optional.of(Instant.ofEpochSecond(time));
    } catch (DateTimeException absurd) {
      return Optional.empty();
    }
  }

  /** {@code access token …abcd, expires 2026-…} and whether it renews itself. */
  static String described(String access, String refresh, Optional<Instant> expiry, Instant now) {
    String end =
        expiry.map(time -> (time.isBefore(now) ? ", expired " : ", expires ") + time).orElse("");
    return "access token "
        + Masked.of(access)
        + end
        + (refresh.isEmpty() ? ", without refresh token" : ", with refresh token");
  }
}
