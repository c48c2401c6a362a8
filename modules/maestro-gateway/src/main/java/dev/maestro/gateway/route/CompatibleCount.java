package dev.maestro.gateway.route;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.CountWriter;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import dev.maestro.gateway.stream.AnswerStream;
import dev.maestro.gateway.stream.Streaming;
import dev.maestro.gateway.stream.WholeAnswer;

/** How many tokens a request in a client's own dialect would take, as its vendor counts. */
public final class CompatibleCount implements Route {
  private final Operations operations;
  private final ClientDialect client;
  private final CountWriter writer;
  private final Streaming streaming;
  private final AnswerKeeper keeper;

  public CompatibleCount(
      Operations operations, ClientDialect client, CountWriter writer, Streaming streaming) {
    this.operations = operations;
    this.client = client;
    this.writer = writer;
    this.streaming = streaming;
    this.keeper = new AnswerKeeper(operations, streaming.wholeBytes());
  }

  @Override
  public void handle(Exchange exchange) {
    CompatibleRequest.resolve(
        exchange, client, operations, asked -> keeper.standAlone(asked, this::ask));
  }

  private void ask(CompatibleRequest asked) {
    if (asked.passes()) {
      count(asked, streaming.passCount(asked.exchange(), asked.target().session(), asked.raw()));
    } else {
      asked
          .exchange()
          .when(
              streaming.askCount(
                  asked.exchange(), asked.target().session(), asked.neutral(), asked.isStrict()),
              stream -> count(asked, stream));
    }
  }

  private void count(CompatibleRequest asked, AnswerStream stream) {
    asked
        .exchange()
        .when(
            stream.opened(),
            opened -> {
              asked.warn(opened);
              asked
                  .exchange()
                  .when(
                      WholeAnswer.of(stream, streaming.wholeBytes()),
                      answer -> end(asked, opened, answer));
            });
  }

  private void end(CompatibleRequest asked, StreamOpened opened, WholeAnswer.Collected answer) {
    if (asked.passes()) {
      asked.endAsItCame(opened, answer.raw());
      return;
    }
    if (answer.usage() == null) {
      throw ProviderException.of(ErrorKind.MALFORMED, "The vendor's count could not be read.");
    }
    asked.exchange().end(200, "application/json", writer.write(answer.usage().inputTokens()));
  }
}
