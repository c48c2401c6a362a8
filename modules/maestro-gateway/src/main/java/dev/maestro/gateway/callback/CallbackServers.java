package dev.maestro.gateway.callback;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The listening sockets: one for each address of the host, all on the same port. */
record CallbackServers(int port, List<HttpServer> servers) {
  private static final int LONGEST_LINE = 16 << 10;
  private static final int IDLE_SECONDS = 120;
  private static final int FREE_PORTS = 10;

  static Future<CallbackServers> listen(
      Vertx vertx, CallbackAddress address, Handler<HttpServerRequest> handler) {
    return new Listening(vertx, address, handler).on(0, FREE_PORTS);
  }

  Future<Void> close() {
    return Future.join(servers.stream().map(HttpServer::close).toList()).mapEmpty();
  }

  private record Listening(
      Vertx vertx, CallbackAddress address, Handler<HttpServerRequest> handler) {
    Future<CallbackServers> on(int index, int tries) {
      int port = address.ports().get(index);
      return onPort(port)
          .recover(taken -> {
            if (port == 0 && tries > 1) {
              return on(index, tries - 1);
            }
            return index + 1 < address.ports().size()
                ? on(index + 1, FREE_PORTS)
                : Future.failedFuture(noPort(taken));
          });
    }

    private Future<CallbackServers> onPort(int port) {
      return server(address.bound().getFirst(), port)
          .compose(first -> others(1, new CallbackServers(first.actualPort(), List.of(first))));
    }

    private Future<CallbackServers> others(int index, CallbackServers open) {
      if (index == address.bound().size()) {
        return Future.succeededFuture(open);
      }
      return server(address.bound().get(index), open.port())
          .map(open::with)
          .recover(failure ->
              // Whoever listens there would get what a browser brings; a machine that does not have
              // the address sends no browser to it.
              isTaken(failure)
                  ? open.close().transform(closed -> Future.failedFuture(failure))
                  : Future.succeededFuture(open))
          .compose(more -> others(index + 1, more));
    }

    private Future<HttpServer> server(String host, int port) {
      HttpServer server =
          vertx.createHttpServer(
              new HttpServerOptions()
                  .setHost(host)
                  .setPort(port)
                  .setMaxInitialLineLength(LONGEST_LINE)
                  .setMaxHeaderSize(LONGEST_LINE)
                  .setHandle100ContinueAutomatically(false)
                  .setIdleTimeout(IDLE_SECONDS)
                  .setIdleTimeoutUnit(TimeUnit.SECONDS));
      return server
          .requestHandler(handler)
          .invalidRequestHandler(request -> {
            CallbackPage.INVALID.write(request.response());
            request.connection().close();
          })
          .listen();
    }

    private ProviderException noPort(Throwable why) {
      String ports =
          address.ports().stream().map(String::valueOf).collect(Collectors.joining(" and "));
      FieldProblem problem =
          new FieldProblem(
              "oauth.callback.port",
              "%s: no browser can come back to %s there (%s)"
                  .formatted(ports, address.host(), why.getMessage()),
              "free it, or set another one that the vendor's client allows");
      return new ProviderException(
          ErrorFacts.of(
                  ErrorKind.UNAVAILABLE,
                  problem.field() + ": " + problem.problem() + "; " + problem.suggestion() + ".")
              .withProblems(List.of(problem)));
    }

    private static boolean isTaken(Throwable failure) {
      return String.valueOf(failure.getMessage()).contains("in use");
    }
  }

  private CallbackServers with(HttpServer other) {
    return new CallbackServers(port, Stream.concat(servers.stream(), Stream.of(other)).toList());
  }
}
