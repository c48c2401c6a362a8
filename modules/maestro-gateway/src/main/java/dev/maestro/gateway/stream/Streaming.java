package dev.maestro.gateway.stream;

import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.core.SessionView;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;

/**
 * Opens streams for requests, and writes them out.
 *
 * @param silence after which an event stream gets a comment
 * @param wholeBytes largest answer that is collected
 */
public record Streaming(Vertx vertx, Operations operations, Duration silence, long wholeBytes) {
  /** Opens a stream that is cancelled as soon as its client is gone. */
  public InboundStream open(Exchange exchange, SessionView session, StreamCall call) {
    return untilGone(exchange, session, operations.streamChat(session, call));
  }

  /** Asks for a count, in the same way. */
  public InboundStream count(Exchange exchange, SessionView session, StreamCall call) {
    return untilGone(exchange, session, operations.countTokens(session, call));
  }

  private static InboundStream untilGone(
      Exchange exchange, SessionView session, InboundStream stream) {
    exchange.servedBy(session.provider(), session.name());
    exchange.onGone(stream::cancel);
    return stream;
  }

  /** Answers with an event stream. */
  public void events(Exchange exchange, InboundStream stream, AnswerWriter writer) {
    if (exchange.isOver()) {
      return;
    }
    if (!exchange.response().headers().contains(HttpHeaders.CONTENT_TYPE)) {
      exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
    }
    EventStream.begin(vertx, exchange, stream, writer, silence);
  }
}
