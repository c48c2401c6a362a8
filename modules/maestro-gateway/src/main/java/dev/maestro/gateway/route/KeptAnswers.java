package dev.maestro.gateway.route;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.core.SessionView;
import dev.maestro.core.Target;
import dev.maestro.core.store.StoredResponse;
import dev.maestro.dialect.AnswerKeeping;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.operation.Operations;
import dev.maestro.gateway.stream.AnswerStream;
import dev.maestro.gateway.stream.Streaming;
import dev.maestro.gateway.stream.WholeAnswer;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Answers that were given before: those kept here, and those that a vendor keeps.
 *
 * @param prefix of the path, before the id
 * @param part what follows the id and its slash; empty for nothing
 */
public record KeptAnswers(
    Operations operations,
    ClientDialect client,
    AnswerKeeping keeping,
    Streaming streaming,
    String prefix,
    String part) {

  /** For a path with a {@code *} in the id's place. */
  public static KeptAnswers at(
      String path, Operations operations, ClientDialect client, Streaming streaming) {
    int star = path.indexOf('*');
    String rest = path.substring(star + 1);
    return new KeptAnswers(
        operations,
        client,
        client.keeping().orElseThrow(),
        streaming,
        path.substring(0, star),
        rest.isEmpty() ? "" : rest.substring(1));
  }

  String id(Exchange exchange) {
    String path = exchange.request().path();
    int end = part.isEmpty() ? path.length() : path.length() - part.length() - 1;
    return path.substring(Math.min(prefix.length(), end), end);
  }

  /** The query for a vendor; null for none. */
  String query(Exchange exchange) {
    String passed = ClientQuery.passed(exchange.parameters());
    return passed.isEmpty() ? null : passed;
  }

  Future<Optional<StoredResponse>> find(Exchange exchange, String id) {
    return operations.findResponse(exchange.caller(), client.dialect(), id);
  }

  Future<List<StoredResponse>> conversation(Exchange exchange, String id) {
    return operations.conversation(exchange.caller(), client.dialect(), id, streaming.wholeBytes());
  }

  Future<Boolean> delete(Exchange exchange, String id) {
    return operations.deleteResponse(exchange.caller(), client.dialect(), id);
  }

  /** Answers with what the vendor says that keeps its answers itself. */
  void askVendor(Exchange exchange, AnswerKeeping.Asked asked) {
    String header = exchange.request().getHeader("maestro-session");
    Future<SessionView> session =
        header == null || header.isBlank()
            ? only(exchange, asked.id())
            : operations.resolve(asked.id(), header, exchange.caller()).map(Target::session);
    exchange.when(session, found -> ask(exchange, found, asked));
  }

  private void ask(Exchange exchange, SessionView session, AnswerKeeping.Asked asked) {
    SessionAccess.check(exchange, session.provider(), session.name());
    if (!takes(session)) {
      throw keeping.unknown(asked.id());
    }
    exchange.errors(new DialectErrors(client, null, true));
    AnswerStream stream =
        streaming.passKept(
            exchange,
            session,
            StreamCall.raw(
                session.id(),
                client.dialect(),
                asked.id(),
                false,
                ClientHeaders.passed(exchange.request().headers()),
                keeping.ask(asked)));
    exchange.when(
        stream.opened(),
        opened ->
            exchange.when(
                WholeAnswer.of(stream, streaming.wholeBytes()),
                answer -> {
                  opened.headers().forEach(exchange.response()::putHeader);
                  String type = opened.contentType();
                  exchange.end(200, type == null ? "application/json" : type, answer.raw());
                }));
  }

  /** The session whose vendor may have kept it, where only one comes into question. */
  private Future<SessionView> only(Exchange exchange, String id) {
    return operations
        .listSessions(null, null, null)
        .map(sessions -> {
          List<SessionView> able =
              sessions.stream()
                  .filter(this::takes)
                  .filter(session -> exchange.caller().may(session.provider(), session.name()))
                  .toList();
          List<SessionView> defaults = able.stream().filter(SessionView::isDefault).toList();
          if (able.isEmpty()) {
            throw keeping.unknown(id);
          }
          if (able.size() > 1 && defaults.size() != 1) {
            throw several(able);
          }
          return able.size() == 1 ? able.getFirst() : defaults.getFirst();
        });
  }

  private boolean takes(SessionView session) {
    return session.passes(client.dialect());
  }

  private static ProviderException several(List<SessionView> able) {
    String names =
        able.stream()
            .map(session -> session.provider() + "/" + session.name())
            .collect(Collectors.joining(", "));
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.INVALID_REQUEST,
                "maestro-session: several sessions may have kept this answer: " + names + ".")
            .withCode("session_ambiguous")
            .withProblems(
                List.of(
                    new FieldProblem(
                        "maestro-session",
                        "several sessions may have kept this answer: " + names,
                        "Send this header with one of them."))));
  }
}
