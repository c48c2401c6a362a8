package dev.maestro.dialect.messages;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/** What the vendor's errors mean. */
final class MessagesErrors {
  private static final long LONGEST_WAIT_SECONDS = 86_400;

  private MessagesErrors() {}

  /** An answer with an error status. */
  static ErrorFacts answered(int status, Map<String, String> headers, Buffer body) {
    String text = body.toString(StandardCharsets.UTF_8);
    Json error = Json.tolerant(text).at("error");
    String message = error.text("message");
    String type = error.text("type");
    ErrorFacts facts =
        ErrorFacts.vendor(
            type == null ? kindOf(status) : kindOf(type, message, status),
            status,
            type,
            message == null || message.isBlank()
                ? "The vendor answered with HTTP status " + status + " and no readable error."
                : message);
    return facts.withRetryAfter(wait(headers)).withVendorAnswer(text, kept(headers));
  }

  /** An error inside a stream or in a body whose status said nothing. */
  static ErrorFacts told(Json answer) {
    Json error = answer.at("error");
    String message = error.text("message");
    String type = error.text("type");
    ErrorKind kind = type == null ? ErrorKind.VENDOR_FAILURE : kindOf(type, message, 500);
    return ErrorFacts.vendor(
            kind,
            kind == ErrorKind.OVERLOADED ? 529 : kind.status(),
            type,
            message == null ? "The vendor ended the answer with an error." : message)
        .withVendorAnswer(answer.json(), Map.of());
  }

  private static ErrorKind kindOf(String type, String message, int status) {
    String words = message == null ? "" : message;
    return switch (type) {
      case "invalid_request_error" ->
          status == 413
              ? ErrorKind.TOO_LARGE
              : words.contains("credit balance is too low")
                  ? ErrorKind.BILLING
                  : ErrorKind.INVALID_REQUEST;
      case "authentication_error" -> ErrorKind.UNAUTHORIZED;
      case "billing_error" -> ErrorKind.BILLING;
      case "permission_error" -> ErrorKind.FORBIDDEN;
      case "not_found_error" ->
          words.startsWith("model:") ? ErrorKind.MODEL_NOT_FOUND : ErrorKind.NOT_FOUND;
      case "conflict_error" -> ErrorKind.CONFLICT;
      case "request_too_large" -> ErrorKind.TOO_LARGE;
      case "rate_limit_error" -> ErrorKind.RATE_LIMITED;
      case "timeout_error" -> ErrorKind.TIMEOUT;
      case "overloaded_error" -> ErrorKind.OVERLOADED;
      default -> kindOf(status);
    };
  }

  private static ErrorKind kindOf(int status) {
    return switch (status) {
      case 401 -> ErrorKind.UNAUTHORIZED;
      case 402 -> ErrorKind.BILLING;
      case 403 -> ErrorKind.FORBIDDEN;
      case 404 -> ErrorKind.NOT_FOUND;
      case 408, 504 -> ErrorKind.TIMEOUT;
      case 409 -> ErrorKind.CONFLICT;
      case 413 -> ErrorKind.TOO_LARGE;
      case 429 -> ErrorKind.RATE_LIMITED;
      case 503, 529 -> ErrorKind.OVERLOADED;
      default ->
          status >= 400 && status < 500 ? ErrorKind.INVALID_REQUEST : ErrorKind.VENDOR_FAILURE;
    };
  }

  private static Map<String, String> kept(Map<String, String> headers) {
    Map<String, String> kept = new TreeMap<>(headers);
    MessagesWire wire = new MessagesWire();
    kept.keySet().removeIf(name -> !wire.isClientHeader(name));
    return kept;
  }

  /** The finer header first; a date is measured from the answer's own. */
  private static Duration wait(Map<String, String> headers) {
    Double millis = number(headers.get("retry-after-ms"));
    if (millis != null) {
      return bounded(millis);
    }
    String after = headers.get("retry-after");
    Double seconds = number(after);
    if (seconds != null) {
      return bounded(seconds * 1000);
    }
    if (after == null || headers.get("date") == null) {
      return null;
    }
    try {
      Duration until = Duration.between(moment(headers.get("date")), moment(after));
      return bounded(until.toSeconds() * 1000d);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  private static ZonedDateTime moment(String text) {
    return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
  }

  private static Duration bounded(double millis) {
    return Duration.ofMillis((long) Math.min(Math.max(0, millis), LONGEST_WAIT_SECONDS * 1000d));
  }

  private static Double number(String text) {
    if (text == null || !text.strip().matches("\\d{1,12}(\\.\\d{1,9})?")) {
      return null;
    }
    return Double.valueOf(text.strip());
  }
}
