package dev.maestro.dialect.openai;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads errors of OpenAI and of vendors that speak its formats. */
public final class Errors {
  private static final int MAX_MESSAGE = 2_000;

  private Errors() {}

  /** An error answer: {@code {"error":{…}}}, {@code {"detail":…}}, or no JSON at all. */
  public static ErrorFacts answer(int status, Map<String, String> headers, Buffer body) {
    String text = body.toString();
    Json json = Json.tolerant(text);
    Json error = json.at("error").present() ? json.at("error") : json.at("detail");
    if (!error.present()) {
      error = json;
    }
    String message = message(error);
    ErrorFacts facts =
        facts(
            error,
            status,
            message.isEmpty() ? "The vendor answered with status " + status + "." : message);
    return facts
        .withRetryAfter(retryAfter(headers))
        .withVendorAnswer(
            text,
            headers.entrySet().stream()
                .filter(header -> isClientHeader(header.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** An error object inside a stream, where the status was a good one. */
  public static ErrorFacts inStream(Json error) {
    String message = message(error);
    return facts(
            error,
            error.number("code", 0),
            message.isEmpty() ? "The vendor ended the stream with an error." : message)
        .withVendorAnswer("{\"error\":" + error.json() + "}", Map.of());
  }

  /** Whether clients have a use for a response header. */
  public static boolean isClientHeader(String name) {
    return name.equals("x-request-id")
        || name.equals("retry-after")
        || name.equals("retry-after-ms")
        || name.equals("x-should-retry")
        || name.startsWith("x-ratelimit-")
        || name.startsWith("openai-");
  }

  private static ErrorFacts facts(Json error, int status, String message) {
    String code = error.text("code");
    String type = error.text("type");
    ErrorKind kind = ErrorKinds.of(status, code, type);
    ErrorFacts facts =
        ErrorFacts.vendor(
            kind,
            status >= 400 && status < 600 ? status : kind.status(),
            code == null ? type : code,
            message);
    String field = error.text("param");
    return field == null || field.isEmpty()
        ? facts
        : facts.withProblems(
            List.of(new FieldProblem(field, message, "Change this field or leave it out.")));
  }

  private static String message(Json error) {
    String message = error.text();
    if (message == null) {
      message = error.text("message");
    }
    if (message == null && error.isList()) {
      message = error.at(0).text("msg");
    }
    if (message == null) {
      return "";
    }
    return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message;
  }

  private static Duration retryAfter(Map<String, String> headers) {
    BigDecimal millis = decimal(headers.get("retry-after-ms"));
    if (millis == null) {
      BigDecimal seconds = decimal(headers.get("retry-after"));
      millis = seconds == null ? null : seconds.movePointRight(3);
    }
    return millis == null || millis.signum() < 0 || millis.precision() - millis.scale() > 12
        ? null
        : Duration.ofMillis(millis.longValue());
  }

  private static BigDecimal decimal(String header) {
    return header != null && header.strip().matches("\\d{1,12}(\\.\\d{1,9})?")
        ? new BigDecimal(header.strip())
        : null;
  }
}
