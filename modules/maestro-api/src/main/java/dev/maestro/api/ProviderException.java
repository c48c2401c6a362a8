package dev.maestro.api;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.List;
import java.util.Objects;

/**
 * The one error type of Maestro. It crosses the bus as itself (its codec is registered with the
 * others), so the caller of any operation fails with what the provider threw. The message is safe
 * to show to a client: it never holds a secret.
 */
public final class ProviderException extends ReplyException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorFacts facts;

  /** Wraps the facts of an error. */
  public ProviderException(ErrorFacts facts) {
    this(facts, null);
  }

  // The cause has to be given here: Vert.x closes it against initCause.
  private ProviderException(ErrorFacts facts, Throwable cause) {
    super(ReplyFailure.RECIPIENT_FAILURE, facts.status(), facts.message(), cause, true);
    this.facts = Objects.requireNonNull(facts, "facts");
  }

  /** An error of Maestro's own, with the kind's status and code. */
  public static ProviderException of(ErrorKind kind, String message) {
    return new ProviderException(ErrorFacts.of(kind, message));
  }

  /** The same with what caused it, for the log of this node; a cause does not cross the bus. */
  public static ProviderException of(ErrorKind kind, String message, Throwable cause) {
    return new ProviderException(ErrorFacts.of(kind, message), cause);
  }

  /** A request that is wrong in one field. */
  public static ProviderException invalid(String field, String problem, String suggestion) {
    return new ProviderException(
        ErrorFacts.of(ErrorKind.INVALID_REQUEST, field + ": " + problem)
            .withCode("invalid")
            .withProblems(List.of(new FieldProblem(field, problem, suggestion))));
  }

  /**
   * Any throwable as this type: itself if it is one, otherwise an {@link ErrorKind#INTERNAL} error
   * whose message says nothing of the cause, since a foreign message may hold anything.
   */
  public static ProviderException from(Throwable cause) {
    if (cause instanceof ProviderException exception) {
      return exception;
    }
    return of(
        ErrorKind.INTERNAL,
        "An internal error occurred; the log has it under the request id.",
        cause);
  }

  /** What is known of the error. */
  public ErrorFacts facts() {
    return facts;
  }

  /** The kind, on which callers switch. */
  public ErrorKind kind() {
    return facts.kind();
  }
}
