package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;

/** Writes an error as Anthropic does, so that its SDKs raise their own. */
final class ErrorWriter {
  private static final int OVERLOADED = 529;

  private ErrorWriter() {}

  /**
   * The body of an answer.
   *
   * @param requestId or null where it is not known
   */
  static ObjectNode body(ErrorFacts error, String requestId) {
    ObjectNode body = Json.object().put("type", "error");
    body.putObject("error").put("type", type(error.kind())).put("message", message(error));
    return body.put("request_id", requestId);
  }

  /** The last event of a stream. */
  static Buffer event(ErrorFacts error, String requestId) {
    return MessagesWriter.event(body(error, requestId));
  }

  static int status(ErrorFacts error) {
    int status = error.status();
    if (error.kind() == ErrorKind.OVERLOADED) {
      return OVERLOADED;
    }
    if (status == 400 && error.kind() == ErrorKind.UNAUTHORIZED) {
      return 401;
    }
    return status >= 400 && status < 600 ? status : error.kind().status();
  }

  private static String message(ErrorFacts error) {
    FieldProblem problem = error.problems().isEmpty() ? null : error.problems().getFirst();
    return problem == null || error.fromVendor() || problem.suggestion() == null
        ? error.message()
        : error.message() + " " + problem.suggestion();
  }

  private static String type(ErrorKind kind) {
    return switch (kind) {
      case INVALID_REQUEST, UNSUPPORTED -> "invalid_request_error";
      case UNAUTHORIZED, NEEDS_LOGIN -> "authentication_error";
      case BILLING -> "billing_error";
      case FORBIDDEN -> "permission_error";
      case NOT_FOUND, MODEL_NOT_FOUND -> "not_found_error";
      case CONFLICT -> "conflict_error";
      case TOO_LARGE -> "request_too_large";
      case RATE_LIMITED, QUOTA_EXHAUSTED -> "rate_limit_error";
      case TIMEOUT -> "timeout_error";
      case OVERLOADED -> "overloaded_error";
      default -> "api_error";
    };
  }
}
