package dev.maestro.gateway.stream;

import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.core.SessionView;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;

/**
 * Opens streams for requests, and writes them out.
 *
 * @param silence after which an event stream gets a comment
 * @param wholeBytes largest answer that is collected
 */
public record Streaming(Vertx vertx, Operations operations, Duration silence, long wholeBytes) {
  /** Passes a request on; the stream is cancelled as soon as its client is gone. */
  public AnswerStream pass(Exchange exchange, SessionView session, StreamCall raw) {
    return untilGone(exchange, session, AnswerStream.of(operations.streamChat(session, raw)));
  }

  /**
   * Asks in neutral form, with what was kept of the conversation for a client that cannot carry it;
   * what this answer holds of that kind is kept in turn. Where it is strict, what the vendor cannot
   * express is refused before the vendor is asked.
   */
  public Future<AnswerStream> ask(
      Exchange exchange, SessionView session, ChatRequest request, boolean isStrict) {
    return neutral(exchange, session, request, isStrict)
        .map(call ->
            untilGone(
                exchange,
                session,
                new AnswerStream(
                    operations.streamChat(session, call),
                    client ->
                        new TurnKeeper(
                            operations, exchange.caller(), session, request.model(), client))));
  }

  /** Passes a request to be counted on. */
  public AnswerStream passCount(Exchange exchange, SessionView session, StreamCall raw) {
    return untilGone(exchange, session, AnswerStream.of(operations.countTokens(session, raw)));
  }

  /** Passes a question about an answer that the vendor keeps on. */
  public AnswerStream passKept(Exchange exchange, SessionView session, StreamCall raw) {
    return untilGone(exchange, session, AnswerStream.of(operations.keptAnswer(session, raw)));
  }

  /** Asks in neutral form how many tokens a request would take. */
  public Future<AnswerStream> askCount(
      Exchange exchange, SessionView session, ChatRequest request, boolean isStrict) {
    return neutral(exchange, session, request, isStrict)
        .map(call ->
            untilGone(exchange, session, AnswerStream.of(operations.countTokens(session, call))));
  }

  private Future<StreamCall> neutral(
      Exchange exchange, SessionView session, ChatRequest request, boolean isStrict) {
    Promise<StreamCall> call = Promise.promise();
    exchange.when(
        operations.recallTurns(exchange.caller(), session.provider(), request),
        recalled ->
            call.complete(
                StreamCall.neutral(session.id(), recalled, Map.of()).withStrict(isStrict)));
    return call.future();
  }

  private static AnswerStream untilGone(
      Exchange exchange, SessionView session, AnswerStream answer) {
    exchange.servedBy(session.provider(), session.name());
    exchange.onGone(answer::cancel);
    return answer;
  }

  /** Answers with an event stream. */
  public void events(Exchange exchange, AnswerStream stream, AnswerWriter writer) {
    if (exchange.isOver()) {
      return;
    }
    if (!exchange.response().headers().contains(HttpHeaders.CONTENT_TYPE)) {
      exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
    }
    EventStream.begin(vertx, exchange, stream, writer, silence);
  }
}
