package dev.maestro.gateway.route;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.api.chat.Warning;
import dev.maestro.core.Target;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.RequestHead;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import dev.maestro.gateway.stream.AnswerWriter;
import dev.maestro.gateway.stream.RawAnswer;
import dev.maestro.gateway.stream.Streaming;
import dev.maestro.gateway.stream.TranslatedAnswer;
import dev.maestro.gateway.stream.WholeAnswer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * A conversation in a client's own dialect. To a session whose vendor takes that dialect, request
 * and answer pass as they are; to any other they are translated.
 */
public final class CompatibleChat implements Route {
  private final Operations operations;
  private final ClientDialect client;
  private final Streaming streaming;

  public CompatibleChat(Operations operations, ClientDialect client, Streaming streaming) {
    this.operations = operations;
    this.client = client;
    this.streaming = streaming;
  }

  /** One request on its way. */
  private record Call(
      Exchange exchange, RequestHead head, Target target, boolean passes, boolean isStrict) {}

  @Override
  public void handle(Exchange exchange) {
    refuseContext(exchange);
    boolean isStrict = isStrict(exchange);
    RequestHead head = client.head(exchange.body());
    String session = exchange.request().getHeader("maestro-session");
    exchange.when(
        operations.resolve(head.model(), session, exchange.caller()),
        target -> {
          SessionAccess.check(exchange, target.session().provider(), target.session().name());
          boolean passes = target.session().dialects().contains(client.dialect());
          ask(new Call(exchange, head, target, passes, isStrict));
        });
  }

  private static void refuseContext(Exchange exchange) {
    if (exchange.request().getHeader("maestro-context") != null) {
      throw new ProviderException(
          ErrorFacts.of(
                  ErrorKind.UNSUPPORTED,
                  "maestro-context: this gateway keeps no conversations yet.")
              .withProblems(
                  List.of(
                      new FieldProblem(
                          "maestro-context",
                          "this gateway keeps no conversations yet",
                          "send the whole conversation"))));
    }
  }

  private static boolean isStrict(Exchange exchange) {
    String strict = exchange.request().getHeader("maestro-strict");
    return strict != null && strict.strip().equalsIgnoreCase("true");
  }

  private void ask(Call call) {
    call.exchange().errors(new DialectErrors(client, call.passes()));
    InboundStream stream =
        streaming.open(call.exchange(), call.target().session(), streamCall(call));
    call.exchange()
        .when(
            stream.opened(),
            opened -> {
              warn(call, stream, opened.warnings());
              if (call.head().stream()) {
                events(call, stream, opened);
              } else if (call.passes()) {
                wholeAsItCame(call, stream, opened);
              } else {
                wholeTranslated(call, stream);
              }
            });
  }

  private StreamCall streamCall(Call call) {
    Target target = call.target();
    if (!call.passes()) {
      return StreamCall.neutral(
          target.session().id(), client.read(call.exchange().body(), target.model()), Map.of());
    }
    return StreamCall.raw(
        target.session().id(),
        client.dialect(),
        target.model(),
        call.head().stream(),
        ClientHeaders.passed(call.exchange().request().headers()),
        client.passThrough(call.exchange().body(), call.head(), target.model()));
  }

  private static void warn(Call call, InboundStream stream, List<Warning> warnings) {
    if (warnings.isEmpty()) {
      return;
    }
    if (call.isStrict()) {
      stream.cancel();
      throw Warnings.refused(warnings);
    }
    call.exchange().response().putHeader("maestro-warnings", Warnings.header(warnings));
  }

  private void events(Call call, InboundStream stream, StreamOpened opened) {
    AnswerWriter writer =
        call.passes()
            ? new RawAnswer(client, call.head())
            : new TranslatedAnswer(client, client.writer(call.head(), call.exchange().requestId()));
    if (call.passes()) {
      pass(call.exchange(), opened);
    }
    streaming.events(call.exchange(), stream, writer);
  }

  private void wholeAsItCame(Call call, InboundStream stream, StreamOpened opened) {
    call.exchange()
        .when(
            WholeAnswer.of(stream, streaming.wholeBytes()),
            answer -> {
              pass(call.exchange(), opened);
              call.exchange().end(200, contentType(opened, "application/json"), answer.raw());
            });
  }

  private void wholeTranslated(Call call, InboundStream stream) {
    call.exchange()
        .when(
            WholeAnswer.of(stream, streaming.wholeBytes()),
            answer ->
                call.exchange()
                    .end(
                        200,
                        "application/json",
                        client.writeWhole(
                            call.head(),
                            call.exchange().requestId(),
                            answer.allEvents(),
                            call.target().model())));
  }

  private static void pass(Exchange exchange, StreamOpened opened) {
    opened.headers().forEach(exchange.response()::putHeader);
    if (opened.contentType() != null) {
      exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, opened.contentType());
    }
  }

  private static String contentType(StreamOpened opened, String otherwise) {
    return opened.contentType() == null ? otherwise : opened.contentType();
  }
}
