package dev.maestro.api.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.upstream.UpstreamAnswer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a token endpoint's error means. The two shapes of RFC 6749 and of the vendors' APIs are
 * read; a body that is neither counts by its status.
 */
public final class TokenRefusal {
  /** The code of a login that was revoked at the vendor. */
  public static final String REVOKED = "grant_revoked";

  /** The code where no endpoint of the list is there any more. */
  public static final String MOVED = "endpoint_moved";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST = 300;

  /** The grant is dead, whatever the status. */
  private static final Set<String> DEAD =
      Set.of(
          "invalid_grant",
          "invalid_refresh_token",
          "token_expired",
          "refresh_token_expired",
          "refresh_token_invalidated",
          "refresh_token_reused",
          "invalid_subject_token");

  /** Not the person's login is wrong, but the operator's client. */
  private static final Set<String> CLIENT =
      Set.of(
          "invalid_client",
          "unauthorized_client",
          "restricted_client",
          "redirect_uri_mismatch",
          "unsupported_grant_type",
          "invalid_scope");

  private TokenRefusal() {}

  /** Reads an answer that is no success. Nothing of the request may stand in it any more. */
  static ErrorFacts of(UpstreamAnswer answer) {
    JsonNode body = json(answer);
    JsonNode error = body.path("error");
    String code = error.isTextual() ? error.asText() : error.path("code").asText("");
    if (code.isEmpty()) {
      code = error.path("type").asText("");
    }
    String said =
        error.isTextual()
            ? body.path("error_description").asText("")
            : error.path("message").asText(body.path("detail").asText(""));
    return facts(answer, code, said);
  }

  private static ErrorFacts facts(UpstreamAnswer answer, String code, String said) {
    int status = answer.status();
    String message =
        ("The vendor's token endpoint answered " + status + " " + code + ". " + shortened(said))
            .replace("  ", " ")
            .strip();
    ErrorKind kind = kind(status, code);
    String finer =
        kind == ErrorKind.NEEDS_LOGIN && isRevoked(code, said)
            ? REVOKED
            : code.isEmpty() ? null : code;
    return ErrorFacts.vendor(kind, kind.status(), finer, message)
        .withRetryAfter(retryAfter(answer.headers()));
  }

  private static ErrorKind kind(int status, String code) {
    if (status == 429 || status == 408) {
      return status == 429 ? ErrorKind.RATE_LIMITED : ErrorKind.TIMEOUT;
    }
    if (DEAD.contains(code)) {
      return ErrorKind.NEEDS_LOGIN;
    }
    if (CLIENT.contains(code)) {
      return ErrorKind.FORBIDDEN;
    }
    if (status >= 500) {
      return status == 503 ? ErrorKind.OVERLOADED : ErrorKind.VENDOR_FAILURE;
    }
    return switch (status) {
      case 401 -> ErrorKind.NEEDS_LOGIN;
      case 403 -> ErrorKind.FORBIDDEN;
      case 404, 410, 301, 302, 307, 308 -> ErrorKind.NOT_FOUND;
      default -> status >= 400 ? ErrorKind.INVALID_REQUEST : ErrorKind.MALFORMED;
    };
  }

  private static boolean isRevoked(String code, String said) {
    return code.equals("refresh_token_invalidated")
        || said.toLowerCase(Locale.ROOT).contains("revoked");
  }

  private static Duration retryAfter(Map<String, String> headers) {
    try {
      String millis = headers.getOrDefault("retry-after-ms", "");
      if (!millis.isEmpty()) {
        return Duration.ofMillis(Long.parseLong(millis.strip()));
      }
      String after = headers.getOrDefault("retry-after", "").strip();
      if (after.isEmpty()) {
        return null;
      }
      if (after.chars().allMatch(Character::isDigit)) {
        return Duration.ofSeconds(Long.parseLong(after));
      }
      Instant until = ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), until);
      return wait.isNegative() ? null : wait;
    } catch (NumberFormatException | DateTimeException unreadable) {
      return null;
    }
  }

  private static String shortened(String said) {
    return said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "…";
  }

  private static JsonNode json(UpstreamAnswer answer) {
    try {
      JsonNode body = MAPPER.readTree(answer.body().getBytes());
      return body == null ? MissingNode.getInstance() : body;
    } catch (JsonProcessingException html) {
      return MissingNode.getInstance();
    } catch (java.io.IOException impossible) {
      return MissingNode.getInstance();
    }
  }
}
