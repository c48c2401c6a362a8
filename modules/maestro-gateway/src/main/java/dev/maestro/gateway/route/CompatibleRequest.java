package dev.maestro.gateway.route;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.core.Target;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.RequestHead;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client's request on its way to a session.
 *
 * @param passes whether the session's vendor takes the client's dialect, so that request and answer
 *     pass as they are
 * @param isStrict whether the client refuses what the vendor cannot express
 * @param body as it came, or as it stands alone where it went on from an answer kept here; null
 *     once it is let go
 */
record CompatibleRequest(
    Exchange exchange,
    ClientDialect client,
    RequestHead head,
    Target target,
    boolean passes,
    boolean isStrict,
    Buffer body) {

  /** Finds out whom a request is for, and goes on; answers itself where that fails. */
  static void resolve(
      Exchange exchange,
      ClientDialect client,
      Operations operations,
      Consumer<CompatibleRequest> next) {
    refuseContext(exchange);
    boolean isStrict = isStrict(exchange);
    RequestHead head = client.head(came(exchange));
    exchange.errors(new DialectErrors(client, head, false));
    String session = exchange.request().getHeader("maestro-session");
    exchange.when(
        operations.resolve(head.model(), session, exchange.caller()),
        target -> {
          SessionAccess.check(exchange, target.session().provider(), target.session().name());
          boolean passes = target.session().passes(client.dialect());
          exchange.errors(new DialectErrors(client, head, passes));
          next.accept(
              new CompatibleRequest(
                  exchange, client, head, target, passes, isStrict, exchange.body()));
        });
  }

  private static ClientRequest came(Exchange exchange) {
    return new ClientRequest(exchange.request().path(), exchange.query(), exchange.body());
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

  /** The same request with another body. */
  CompatibleRequest withBody(Buffer other) {
    return new CompatibleRequest(exchange, client, head, target, passes, isStrict, other);
  }

  /**
   * The same without its body, where nobody needs it any more: it is on its way, it may be large,
   * and the answer long.
   */
  CompatibleRequest underWay() {
    if (!passes && client.keeping().isPresent()) {
      return this;
    }
    exchange.releaseBody();
    return withBody(null);
  }

  /** The request in neutral form, for a vendor that does not take it as it is. */
  ChatRequest neutral() {
    return client.read(
        new ClientRequest(exchange.request().path(), exchange.query(), body), target.model());
  }

  /** The request as it is, for a vendor that takes it. */
  StreamCall raw() {
    return StreamCall.raw(
            target.session().id(),
            client.dialect(),
            target.model(),
            head.stream(),
            ClientHeaders.passed(exchange.request().headers()),
            client.passThrough(exchange.body(), head, target.model()))
        .withQuery(ClientQuery.passed(exchange.parameters()));
  }

  /** Says what the request could not carry. */
  void warn(StreamOpened opened) {
    if (!opened.warnings().isEmpty()) {
      exchange.response().putHeader("maestro-warnings", Warnings.header(opened.warnings()));
    }
  }

  /** Hands on the vendor's headers where the answer passes as it is. */
  void pass(StreamOpened opened) {
    opened.headers().forEach(exchange.response()::putHeader);
    if (opened.contentType() != null) {
      exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, opened.contentType());
    }
  }

  /** Answers with a vendor's whole answer as it came. */
  void endAsItCame(StreamOpened opened, Buffer raw) {
    pass(opened);
    exchange.end(
        200, opened.contentType() == null ? "application/json" : opened.contentType(), raw);
  }
}
