package dev.maestro.gateway.stream;

import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.StreamListener;
import dev.maestro.api.bus.StreamOpened;
import io.vertx.core.Future;
import java.util.function.UnaryOperator;

/**
 * An answer on its way to a client.
 *
 * @param beside puts what else hears the answer before the client's listener
 */
public record AnswerStream(InboundStream stream, UnaryOperator<StreamListener> beside) {
  /** An answer that nobody else hears. */
  static AnswerStream of(InboundStream stream) {
    return new AnswerStream(stream, UnaryOperator.identity());
  }

  /** Completes when the vendor answered 2xx. */
  public Future<StreamOpened> opened() {
    return stream.opened();
  }

  /** Nobody wants the answer any more. */
  public void cancel() {
    stream.cancel();
  }

  void listen(StreamListener client) {
    stream.listen(beside.apply(client));
  }

  void consumed() {
    stream.consumed();
  }
}
