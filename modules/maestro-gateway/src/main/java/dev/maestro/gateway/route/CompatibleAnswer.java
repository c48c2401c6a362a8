package dev.maestro.gateway.route;

import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.core.SessionView;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.RequestHead;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import dev.maestro.gateway.stream.AnswerStream;
import dev.maestro.gateway.stream.AnswerWriter;
import dev.maestro.gateway.stream.RawAnswer;
import dev.maestro.gateway.stream.Streaming;
import dev.maestro.gateway.stream.TranslatedAnswer;
import dev.maestro.gateway.stream.WholeAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/**
 * A conversation in a client's own dialect. To a session whose vendor takes that dialect, request
 * and answer pass as they are; to any other they are translated.
 */
public final class CompatibleAnswer implements Route {
  private final Operations operations;
  private final ClientDialect client;
  private final Streaming streaming;
  private final AnswerKeeper keeper;

  public CompatibleAnswer(Operations operations, ClientDialect client, Streaming streaming) {
    this.operations = operations;
    this.client = client;
    this.streaming = streaming;
    this.keeper = new AnswerKeeper(operations, streaming.wholeBytes());
  }

  @Override
  public void handle(Exchange exchange) {
    CompatibleRequest.resolve(
        exchange, client, operations, asked -> keeper.standAlone(asked, this::ask));
  }

  private void ask(CompatibleRequest asked) {
    Exchange exchange = asked.exchange();
    SessionView session = asked.target().session();
    if (asked.passes()) {
      StreamCall raw = asked.raw();
      answer(asked.underWay(), streaming.pass(exchange, session, raw));
    } else {
      ChatRequest neutral = asked.neutral();
      CompatibleRequest rest = asked.underWay();
      exchange.when(
          streaming.ask(exchange, session, neutral, asked.isStrict()),
          stream -> answer(rest, stream));
    }
  }

  private void answer(CompatibleRequest asked, AnswerStream stream) {
    asked
        .exchange()
        .when(
            stream.opened(),
            opened -> {
              asked.warn(opened);
              if (asked.head().stream()) {
                events(asked, stream, opened);
              } else {
                whole(asked, stream, opened);
              }
            });
  }

  private void events(CompatibleRequest asked, AnswerStream stream, StreamOpened opened) {
    AnswerWriter writer =
        asked.passes()
            ? new RawAnswer(client, asked.head())
            : new TranslatedAnswer(
                client.writer(asked.head(), asked.exchange().body(), asked.exchange().requestId()),
                answer -> keeper.keep(asked, answer));
    if (asked.passes()) {
      asked.pass(opened);
    }
    if (!asked.passes() || asked.head().form() == RequestHead.Form.LIST) {
      asked
          .exchange()
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, client.streamType(asked.head()));
    }
    streaming.events(asked.exchange(), stream, writer);
  }

  private void whole(CompatibleRequest asked, AnswerStream stream, StreamOpened opened) {
    Exchange exchange = asked.exchange();
    exchange.when(
        WholeAnswer.of(stream, streaming.wholeBytes()),
        answer -> {
          if (asked.passes()) {
            asked.endAsItCame(opened, answer.raw());
          } else {
            Buffer written =
                client.writeWhole(
                    asked.head(),
                    exchange.body(),
                    exchange.requestId(),
                    answer.allEvents(),
                    asked.target().model());
            exchange.when(
                keeper.keep(asked, () -> written),
                kept -> exchange.end(200, "application/json", written));
          }
        });
  }
}
