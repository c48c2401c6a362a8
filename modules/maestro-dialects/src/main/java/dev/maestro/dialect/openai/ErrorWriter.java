package dev.maestro.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.dialect.Json;

/** Writes an error as OpenAI does, so that its SDKs raise their own. */
public final class ErrorWriter {
  private ErrorWriter() {}

  /** {@code {"error":{…}}}. */
  public static ObjectNode body(ErrorFacts error) {
    ObjectNode body = Json.object();
    body.set("error", error(error));
    return body;
  }

  /** The error itself: message, type, param and code. */
  public static ObjectNode error(ErrorFacts error) {
    FieldProblem problem = problem(error);
    return Json.object()
        .put("message", message(error))
        .put("type", type(error))
        .put("param", problem == null ? null : problem.field())
        .put("code", code(error));
  }

  /** What happened, and what to do about it. */
  public static String message(ErrorFacts error) {
    FieldProblem problem = problem(error);
    return problem == null || error.fromVendor() || problem.suggestion() == null
        ? error.message()
        : error.message() + " " + problem.suggestion();
  }

  /** The word for machines. */
  public static String code(ErrorFacts error) {
    return switch (error.kind()) {
      case UNAUTHORIZED -> "invalid_api_key";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case QUOTA_EXHAUSTED -> "insufficient_quota";
      case MODEL_NOT_FOUND -> "model_not_found";
      default -> error.code();
    };
  }

  /** The HTTP status, one that the SDKs know. */
  public static int status(ErrorFacts error) {
    int status = error.status();
    if (status == 400 && error.kind() == ErrorKind.UNAUTHORIZED) {
      return 401;
    }
    if (status == 529) {
      return 503;
    }
    return status >= 400 && status < 600 ? status : error.kind().status();
  }

  private static FieldProblem problem(ErrorFacts error) {
    return error.problems().isEmpty() ? null : error.problems().getFirst();
  }

  private static String type(ErrorFacts error) {
    return switch (error.kind()) {
      case UNAUTHORIZED, NEEDS_LOGIN -> "authentication_error";
      case FORBIDDEN -> "permission_error";
      case RATE_LIMITED -> "rate_limit_error";
      case QUOTA_EXHAUSTED, BILLING -> "insufficient_quota";
      case INVALID_REQUEST, NOT_FOUND, MODEL_NOT_FOUND, CONFLICT, TOO_LARGE, UNSUPPORTED ->
          "invalid_request_error";
      default -> "server_error";
    };
  }
}
