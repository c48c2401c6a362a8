package dev.maestro.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/** Servers that are not the vendor. */
final class Elsewhere {
  static final int RETRY_AFTER_SECONDS = 7;

  private Elsewhere() {}

  /** A token endpoint that answers everything alike, and asks to wait. */
  static Future<String> token(Vertx vertx, int status, String type, String body) {
    return vertx
        .createHttpServer()
        .requestHandler(request ->
            request
                .response()
                .setStatusCode(status)
                .putHeader("content-type", type)
                .putHeader("retry-after", String.valueOf(RETRY_AFTER_SECONDS))
                .end(body))
        .listen(0, "127.0.0.1")
        .map(server -> "http://127.0.0.1:" + server.actualPort() + "/token");
  }

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
