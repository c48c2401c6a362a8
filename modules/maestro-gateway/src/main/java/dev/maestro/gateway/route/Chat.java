package dev.maestro.gateway.route;

import dev.maestro.api.bus.StreamOpened;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.core.SessionView;
import dev.maestro.gateway.contract.BodyCheck;
import dev.maestro.gateway.contract.Contract;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import dev.maestro.gateway.stream.AnswerStream;
import dev.maestro.gateway.stream.NeutralAnswer;
import dev.maestro.gateway.stream.NeutralWhole;
import dev.maestro.gateway.stream.Streaming;
import dev.maestro.gateway.stream.WholeAnswer;
import io.vertx.core.json.JsonObject;

/** {@code POST …/chat}: a conversation in neutral form. */
public final class Chat implements Route {
  private final Operations operations;
  private final BodyCheck check;
  private final Streaming streaming;

  public Chat(Operations operations, Contract contract, Streaming streaming) {
    this.operations = operations;
    this.check = contract.body("Chat");
    this.streaming = streaming;
  }

  @Override
  public void handle(Exchange exchange) {
    String provider = exchange.segment("provider");
    String name = exchange.segment("name");
    SessionAccess.check(exchange, provider, name);
    JsonObject body = check.read(exchange.body());
    ChatRequest request = ChatBody.read(body);
    boolean isStream = body.getBoolean("stream", true);
    exchange.servedBy(provider, name);
    exchange.when(
        operations.findSession(provider, name),
        session -> ask(exchange, session.usable(), request, isStream));
  }

  private void ask(Exchange exchange, SessionView session, ChatRequest request, boolean isStream) {
    exchange.when(
        streaming.ask(exchange, session, request, false),
        stream -> answer(exchange, session, request, isStream, stream));
  }

  private void answer(
      Exchange exchange,
      SessionView session,
      ChatRequest request,
      boolean isStream,
      AnswerStream stream) {
    exchange.when(
        stream.opened(),
        opened -> {
          if (isStream) {
            streaming.events(
                exchange, stream, new NeutralAnswer(session, request.model(), opened.warnings()));
          } else {
            whole(exchange, stream, opened, request.model());
          }
        });
  }

  private void whole(Exchange exchange, AnswerStream stream, StreamOpened opened, String model) {
    exchange.when(
        WholeAnswer.of(stream, streaming.wholeBytes()),
        answer -> exchange.json(200, NeutralWhole.json(answer, model, opened.warnings())));
  }
}
