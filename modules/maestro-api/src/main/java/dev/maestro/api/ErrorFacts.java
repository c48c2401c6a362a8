package dev.maestro.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is known of an error, as a value that crosses the bus.
 *
 * @param kind what went wrong
 * @param code stable word for machines: the kind's own, or a finer one ({@code session_exists})
 * @param message one or two sentences for people, safe to show
 * @param status HTTP status: the vendor's where it gave one that means an error, else the kind's
 * @param fromVendor whether the vendor said this, or Maestro did
 * @param retryAfter how long the vendor asks to wait, or null
 * @param problems the fields concerned; empty where none is known
 * @param vendorBody the vendor's error body as it came, for a client of the same dialect; null
 *     where there is none
 * @param vendorHeaders the vendor's headers that clients use (request id, rate limits,
 *     retry-after), lower-case names
 */
public record ErrorFacts(
    ErrorKind kind,
    String code,
    String message,
    int status,
    boolean fromVendor,
    Duration retryAfter,
    List<FieldProblem> problems,
    String vendorBody,
    Map<String, String> vendorHeaders) {

  public ErrorFacts {
    // A redirect, or an error inside a 200, must not be answered as anything but an error.
    status = status >= 400 && status < 600 ? status : kind.status();
    problems = problems == null ? List.of() : List.copyOf(problems);
    vendorHeaders = vendorHeaders == null ? Map.of() : Map.copyOf(vendorHeaders);
  }

  /** An error of Maestro's own. */
  public static ErrorFacts of(ErrorKind kind, String message) {
    return new ErrorFacts(
        kind, kind.code(), message, kind.status(), false, null, List.of(), null, Map.of());
  }

  /** An error that a vendor answered with this status. */
  public static ErrorFacts vendor(ErrorKind kind, int status, String code, String message) {
    return new ErrorFacts(
        kind,
        code == null ? kind.code() : code,
        message,
        status,
        true,
        null,
        List.of(),
        null,
        Map.of());
  }

  /** Whether the same request may succeed later without a change. */
  public boolean retryable() {
    return kind.retryable();
  }

  /** The same with a finer code. */
  public ErrorFacts withCode(String finer) {
    return new ErrorFacts(
        kind, finer, message, status, fromVendor, retryAfter, problems, vendorBody, vendorHeaders);
  }

  /** The same with another message. */
  public ErrorFacts withMessage(String other) {
    return new ErrorFacts(
        kind, code, other, status, fromVendor, retryAfter, problems, vendorBody, vendorHeaders);
  }

  /** The same with the fields concerned. */
  public ErrorFacts withProblems(List<FieldProblem> fields) {
    return new ErrorFacts(
        kind, code, message, status, fromVendor, retryAfter, fields, vendorBody, vendorHeaders);
  }

  /** The same with the wait the vendor asks for. */
  public ErrorFacts withRetryAfter(Duration wait) {
    return new ErrorFacts(
        kind, code, message, status, fromVendor, wait, problems, vendorBody, vendorHeaders);
  }

  /** The same with the vendor's own body and headers. */
  public ErrorFacts withVendorAnswer(String body, Map<String, String> headers) {
    return new ErrorFacts(
        kind, code, message, status, fromVendor, retryAfter, problems, body, headers);
  }
}
