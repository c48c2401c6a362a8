package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.FieldProblem;
import dev.maestro.dialect.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes an error as Google does, with the details of google.rpc that its clients look for. */
final class GeminiErrorWriter {
  private static final String TYPE = "type.googleapis.com/google.rpc.";

  private GeminiErrorWriter() {}

  static ObjectNode body(ErrorFacts error, int status) {
    ObjectNode body = Json.object();
    ObjectNode written =
        body.putObject("error")
            .put("code", status)
            .put("message", message(error))
            .put("status", word(status));
    ArrayNode details = written.putArray("details");
    details
        .addObject()
        .put("@type", TYPE + "ErrorInfo")
        .put("reason", reason(error))
        .put("domain", "maestro");
    if (!error.problems().isEmpty()) {
      ArrayNode violations =
          details.addObject().put("@type", TYPE + "BadRequest").putArray("fieldViolations");
      error
          .problems()
          .forEach(problem ->
              violations
                  .addObject()
                  .put("field", problem.field())
                  .put("description", described(problem)));
    }
    if (error.retryAfter() != null) {
      details
          .addObject()
          .put("@type", TYPE + "RetryInfo")
          .put("retryDelay", seconds(error.retryAfter()));
    }
    return body;
  }

  private static String message(ErrorFacts error) {
    if (error.fromVendor()) {
      return error.message();
    }
    String suggestions =
        error.problems().stream()
            .map(FieldProblem::suggestion)
            .filter(suggestion -> suggestion != null && !suggestion.isBlank())
            .filter(suggestion -> !error.message().contains(suggestion))
            .distinct()
            .collect(Collectors.joining(" "));
    return (error.message() + " " + suggestions).strip();
  }

  private static String described(FieldProblem problem) {
    String suggestion = problem.suggestion() == null ? "" : problem.suggestion();
    return (problem.problem() + " " + suggestion).strip();
  }

  /** Source: google/rpc/code.proto; statuses without a word of their own take the nearest. */
  private static String word(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 402, 424 -> "FAILED_PRECONDITION";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 408, 504 -> "DEADLINE_EXCEEDED";
      case 409 -> "ABORTED";
      case 422, 501 -> "UNIMPLEMENTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 502, 503 -> "UNAVAILABLE";
      default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
    };
  }

  /** Clients tell a bad key from a bad request, and a full minute from a used-up day, by these. */
  private static String reason(ErrorFacts error) {
    return switch (error.kind()) {
      case UNAUTHORIZED -> "API_KEY_INVALID";
      case RATE_LIMITED -> "RATE_LIMIT_EXCEEDED";
      case QUOTA_EXHAUSTED -> "QUOTA_EXHAUSTED";
      default -> error.code().toUpperCase(Locale.ROOT);
    };
  }

  /** {@code 34.4s}, as JSON has a protobuf duration. */
  private static String seconds(Duration wait) {
    String seconds = "%d.%03d".formatted(wait.toSeconds(), wait.toMillisPart());
    return seconds.replaceAll("\\.?0+$", "") + "s";
  }
}
