package dev.maestro.bench;

import io.vertx.core.Vertx;

/** What an HTTP server costs that does nothing. */
final class BareServer {
  private BareServer() {}

  public static void main(String[] arguments) {
    var server =
        Vertx.vertx()
            .createHttpServer()
            .requestHandler(request -> request.response().end("hello"))
            .listen(0, "127.0.0.1")
            .await();
    System.out.println(server.actualPort());
  }
}
