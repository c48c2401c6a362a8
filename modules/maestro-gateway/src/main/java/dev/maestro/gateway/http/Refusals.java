package dev.maestro.gateway.http;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is refused before any route is asked. */
final class Refusals {
  private Refusals() {}

  static ProviderException host(String host) {
    return refusal(
        ErrorKind.FORBIDDEN,
        421,
        "host_not_allowed",
        new FieldProblem(
            "host",
            host == null ? "there is none" : "this gateway does not answer to '" + host + "'",
            "use the name it is reached by, or add the name to http.allowed-hosts"));
  }

  static ProviderException unknownRoute(String method, String path) {
    return ProviderException.of(
        ErrorKind.NOT_FOUND,
        "There is no " + method + " " + path + "; /openapi.yaml lists what there is.");
  }

  static ProviderException method(String method, String allowed) {
    return refusal(
        ErrorKind.INVALID_REQUEST,
        405,
        "method_not_allowed",
        new FieldProblem("method", method + " is not for this path", "use " + allowed));
  }

  /** Says nothing of what it holds: that may be a key. */
  static ProviderException query() {
    return refusal(
        ErrorKind.INVALID_REQUEST,
        400,
        "invalid",
        new FieldProblem(
            "query",
            "it holds a % that no two hexadecimal digits follow",
            "write a percent sign as %25"));
  }

  static ProviderException contentType(String given) {
    return refusal(
        ErrorKind.INVALID_REQUEST,
        415,
        "unsupported_media_type",
        new FieldProblem(
            "content-type",
            given == null ? "it is missing" : "'" + given + "' is not JSON",
            "send content-type: application/json"));
  }

  static ProviderException tooLarge(long limit) {
    return refusal(
        ErrorKind.TOO_LARGE,
        413,
        ErrorKind.TOO_LARGE.code(),
        new FieldProblem(
            "body", "it is larger than " + limit + " bytes", "send less, or raise http.max-body"));
  }

  static ProviderException noKey() {
    return ProviderException.of(
        ErrorKind.UNAUTHORIZED,
        "No key was sent. Send 'Authorization: Bearer KEY', 'x-api-key: KEY' or"
            + " 'x-goog-api-key: KEY'.");
  }

  static ProviderException role(String role, Access access) {
    return ProviderException.of(
        ErrorKind.FORBIDDEN,
        "A key of role '%s' may not do this; it takes one of role '%s'."
            .formatted(role, access.name().toLowerCase(java.util.Locale.ROOT)));
  }

  static ProviderException draining() {
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.UNAVAILABLE,
                "This gateway is stopping; try again elsewhere or in a moment.")
            .withRetryAfter(Duration.ofSeconds(1)));
  }

  private static ProviderException refusal(
      ErrorKind kind, int status, String code, FieldProblem problem) {
    return new ProviderException(
        new ErrorFacts(
            kind,
            code,
            problem.field() + ": " + problem.problem() + "; " + problem.suggestion() + ".",
            status,
            false,
            null,
            List.of(problem),
            null,
            Map.of()));
  }
}
