package dev.maestro.dialect.gemini;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the vendor's errors mean. It has no headers for limits; the body's details say it. */
final class GeminiErrors {
  /** Longer than this nobody waits in line: the quota is used up. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private static final Pattern RETRY_IN =
      Pattern.compile("retry in (\\d{1,9}(?:\\.\\d{1,12})?)(ms|s)");
  private static final Pattern DELAY = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,12})?)(ms|s)");
  private static final Pattern NO_QUOTA = Pattern.compile("limit: 0\\b(?![.,]\\d)");

  private GeminiErrors() {}

  /** An answer with an error status. */
  static ErrorFacts answered(int status, Map<String, String> headers, Buffer body) {
    String text = body.toString(StandardCharsets.UTF_8);
    Map<String, String> kept =
        headers.containsKey("retry-after")
            ? Map.of("retry-after", headers.get("retry-after"))
            : Map.of();
    ErrorFacts facts = facts(error(Json.tolerant(text)), status).withVendorAnswer(text, kept);
    Duration asked = delay(DELAY, headers.getOrDefault("retry-after", "") + "s");
    return facts.retryAfter() == null ? facts.withRetryAfter(asked) : facts;
  }

  /** An error inside a stream or in a body whose status said nothing. */
  static ErrorFacts told(Json answer) {
    Json error = error(answer);
    int status = error.number("code", 500);
    return facts(error, status >= 400 && status < 600 ? status : 500)
        .withVendorAnswer(answer.json(), Map.of());
  }

  /** The error of an answer that may be wrapped in a list. */
  static Json error(Json answer) {
    return (answer.isList() ? answer.at(0) : answer).at("error");
  }

  private static ErrorFacts facts(Json error, int status) {
    String message = error.textOrEmpty("message");
    String reason = reason(error);
    Duration delay = delay(error, message);
    String code = reason != null ? reason : error.text("status");
    return ErrorFacts.vendor(
            kind(error, status, reason, delay),
            status,
            code,
            message.isBlank()
                ? "The vendor answered with HTTP status " + status + " and no readable error."
                : message)
        .withRetryAfter(delay)
        .withProblems(problems(error));
  }

  private static ErrorKind kind(Json error, int status, String reason, Duration delay) {
    String message = error.textOrEmpty("message");
    if ("API_KEY_INVALID".equals(reason) || "API_KEY_EXPIRED".equals(reason)) {
      return ErrorKind.UNAUTHORIZED;
    }
    return switch (status) {
      case 400 ->
          !"FAILED_PRECONDITION".equals(error.text("status"))
              ? ErrorKind.INVALID_REQUEST
              : message.contains("billing") ? ErrorKind.BILLING : ErrorKind.FORBIDDEN;
      case 401 -> ErrorKind.UNAUTHORIZED;
      case 402 -> ErrorKind.BILLING;
      case 403 -> ErrorKind.FORBIDDEN;
      case 404 -> message.contains("models/") ? ErrorKind.MODEL_NOT_FOUND : ErrorKind.NOT_FOUND;
      case 408, 504 -> ErrorKind.TIMEOUT;
      case 409 -> ErrorKind.CONFLICT;
      case 413 -> ErrorKind.TOO_LARGE;
      case 429 -> limited(error, reason, message, delay);
      case 499 -> ErrorKind.CANCELLED;
      case 503, 529 -> ErrorKind.OVERLOADED;
      default ->
          status >= 400 && status < 500 ? ErrorKind.INVALID_REQUEST : ErrorKind.VENDOR_FAILURE;
    };
  }

  private static ErrorKind limited(Json error, String reason, String message, Duration delay) {
    boolean daily =
        details(error, "QuotaFailure").stream()
            .flatMap(detail -> detail.list("violations").stream())
            .anyMatch(violation -> violation.textOrEmpty("quotaId").contains("PerDay"));
    boolean terminal =
        "QUOTA_EXHAUSTED".equals(reason) || "INSUFFICIENT_G1_CREDITS_BALANCE".equals(reason);
    if (daily || terminal || NO_QUOTA.matcher(message).find()) {
      return ErrorKind.QUOTA_EXHAUSTED;
    }
    if (delay != null && delay.compareTo(LONGEST_WAIT) > 0) {
      return ErrorKind.QUOTA_EXHAUSTED;
    }
    return "MODEL_CAPACITY_EXHAUSTED".equals(reason)
        ? ErrorKind.OVERLOADED
        : ErrorKind.RATE_LIMITED;
  }

  private static String reason(Json error) {
    return details(error, "ErrorInfo").stream()
        .map(detail -> detail.text("reason"))
        .filter(reason -> reason != null)
        .findFirst()
        .orElse(null);
  }

  private static List<Json> details(Json error, String type) {
    return error.list("details").stream()
        .filter(detail -> detail.textOrEmpty("@type").endsWith("." + type))
        .toList();
  }

  private static Duration delay(Json error, String message) {
    return details(error, "RetryInfo").stream()
        .map(detail -> delay(DELAY, detail.textOrEmpty("retryDelay")))
        .filter(delay -> delay != null)
        .findFirst()
        .orElseGet(() -> delay(RETRY_IN, message));
  }

  private static Duration delay(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    boolean found = pattern == DELAY ? matcher.matches() : matcher.find();
    if (!found) {
      return null;
    }
    double amount = Double.parseDouble(matcher.group(1));
    return Duration.ofMillis(
        (long) Math.ceil(matcher.group(2).equals("s") ? amount * 1000 : amount));
  }

  private static List<FieldProblem> problems(Json error) {
    return details(error, "BadRequest").stream()
        .flatMap(detail -> detail.list("fieldViolations").stream())
        .map(violation ->
            new FieldProblem(
                violation.textOrEmpty("field"), violation.textOrEmpty("description"), ""))
        .toList();
  }
}
