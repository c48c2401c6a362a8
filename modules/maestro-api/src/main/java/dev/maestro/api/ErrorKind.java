package dev.maestro.api;

/**
 * What went wrong, seen from above the wire. Whether trying again can help is a property of the
 * kind; {@link #status()} is the HTTP status a client gets where the vendor gave none.
 */
public enum ErrorKind {
  /** The request itself is wrong: a field, a value, a combination the vendor refuses. */
  INVALID_REQUEST(400, false),
  /** The vendor (or Maestro) does not accept the credential. */
  UNAUTHORIZED(401, false),
  /** The credential is good, but may not do this. */
  FORBIDDEN(403, false),
  /** A payment or plan problem at the vendor. */
  BILLING(402, false),
  /** A thing that was named does not exist. */
  NOT_FOUND(404, false),
  /** The vendor does not know the model, or does not give it to this credential. */
  MODEL_NOT_FOUND(404, false),
  /** The thing exists already, or changed meanwhile. */
  CONFLICT(409, false),
  /** The body is larger than the limit. */
  TOO_LARGE(413, false),
  /** The provider does not have this ability. */
  UNSUPPORTED(422, false),
  /** A person must log in again. */
  NEEDS_LOGIN(424, false),
  /** Too many requests; a later one will pass. */
  RATE_LIMITED(429, true),
  /** The quota is used up; waiting a moment does not help. */
  QUOTA_EXHAUSTED(429, false),
  /** The vendor is overloaded. */
  OVERLOADED(503, true),
  /** The vendor failed. */
  VENDOR_FAILURE(502, true),
  /** The vendor answered in a form that cannot be understood. */
  MALFORMED(502, true),
  /** The stream ended without its vendor's terminal event. */
  TRUNCATED(502, true),
  /** Frames of a stream were lost, or the node that served it went away. */
  LOST(502, true),
  /** The vendor cannot be reached. */
  UNREACHABLE(503, true),
  /** No answer in time. */
  TIMEOUT(504, true),
  /** The provider is known, but nobody serves it at the moment. */
  UNAVAILABLE(503, true),
  /** The one who asked went away. */
  CANCELLED(499, false),
  /** A fault of Maestro's own. */
  INTERNAL(500, false);

  private final int status;
  private final boolean retryable;

  ErrorKind(int status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  /** The HTTP status that stands for this kind. */
  public int status() {
    return status;
  }

  /** Whether the same request may succeed later without a change. */
  public boolean retryable() {
    return retryable;
  }

  /** The stable word for this kind in answers: {@code rate_limited}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
