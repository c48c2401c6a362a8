package dev.maestro.dialect.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.FieldProblem;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;

/** Writes an error as OpenAI does, so that its SDKs raise their own. */
final class ErrorWriter {
  private ErrorWriter() {}

  static ObjectNode body(ErrorFacts error) {
    FieldProblem problem = error.problems().isEmpty() ? null : error.problems().getFirst();
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("message", message(error, problem))
        .put("type", type(error))
        .put("param", problem == null ? null : problem.field())
        .put("code", code(error));
    return body;
  }

  static Buffer event(ErrorFacts error) {
    return Buffer.buffer("data: ").appendBuffer(Json.bytes(body(error))).appendString("\n\n");
  }

  private static String message(ErrorFacts error, FieldProblem problem) {
    return problem == null || error.fromVendor() || problem.suggestion() == null
        ? error.message()
        : error.message() + " " + problem.suggestion();
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

  private static String code(ErrorFacts error) {
    return switch (error.kind()) {
      case UNAUTHORIZED -> "invalid_api_key";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case QUOTA_EXHAUSTED -> "insufficient_quota";
      case MODEL_NOT_FOUND -> "model_not_found";
      default -> error.code();
    };
  }
}
