package dev.maestro.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/** Servers that are not the vendor. */
final class Elsewhere {
  private Elsewhere() {}

  /** The page of a proxy, which says nothing about a key, whatever its status. */
  static Future<HttpServer> proxy(Vertx vertx, int status) {
    return vertx
        .createHttpServer()
        .requestHandler(request ->
            request
                .response()
                .setStatusCode(status)
                .putHeader("content-type", "text/html")
                .end("<html>a proxy's page</html>"))
        .listen(0, "127.0.0.1");
  }

  /** An address at which nobody listens. */
  static Future<String> nowhere(Vertx vertx) {
    return proxy(vertx, 200)
        .compose(server -> server.close().map(closed -> "http://127.0.0.1:" + server.actualPort()));
  }
}
