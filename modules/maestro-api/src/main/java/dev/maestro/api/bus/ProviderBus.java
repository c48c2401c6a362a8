package dev.maestro.api.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;

/** Requests to providers by address: this node's own first, other nodes' only where it has none. */
public final class ProviderBus {
  /** How long whoever asks waits for an answer. */
  public static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

  private static final long ANSWER_MILLIS = LONGEST_ANSWER.toMillis();

  private final Vertx vertx;

  /** On this Vert.x. */
  public ProviderBus(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Asks; fails with what the provider threw, or with {@code NO_HANDLERS} where nobody answers at
   * this address.
   */
  public <T> Future<T> request(String address, Object body, Class<T> answer) {
    return local(address, body, answer)
        .recover(cause ->
            isNobody(cause) && vertx.isClustered()
                ? anywhere(address, body, answer, ANSWER_MILLIS)
                : Future.failedFuture(cause));
  }

  <T> Future<T> local(String address, Object body, Class<T> answer) {
    DeliveryOptions here = new DeliveryOptions().setLocalOnly(true).setSendTimeout(ANSWER_MILLIS);
    return ask(address, body, answer, here);
  }

  <T> Future<T> anywhere(String address, Object body, Class<T> answer, long millis) {
    return ask(address, body, answer, new DeliveryOptions().setSendTimeout(millis));
  }

  private <T> Future<T> ask(String address, Object body, Class<T> answer, DeliveryOptions options) {
    return vertx.eventBus().request(address, body, options).map(Message::body).map(answer::cast);
  }

  /** Whether a failure means that nobody listens at the address. */
  public static boolean isNobody(Throwable cause) {
    return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }

  static boolean isLate(Throwable cause) {
    return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT;
  }

  static ReplyException nobody() {
    return new ReplyException(ReplyFailure.NO_HANDLERS, "nobody serves this provider");
  }
}
