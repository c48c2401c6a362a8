package dev.maestro.api.oauth;

import static dev.maestro.api.bus.Ends.await;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A vendor's endpoint as a test wants it, which remembers what it was sent. */
final class Answering {
  /** Port 0 is nobody's: no connection comes about. */
  static final String NOWHERE = "http://127.0.0.1:0/token";

  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> types = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private Answering(Vertx vertx, Handler<HttpServerResponse> answer) {
    this.server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> take(request, answer))
                .listen(0, "127.0.0.1"));
  }

  private void take(HttpServerRequest request, Handler<HttpServerResponse> answer) {
    request
        .body()
        .onSuccess(body -> {
          paths.add(request.method() + " " + request.uri());
          bodies.add(body.toString());
          types.add(String.valueOf(request.getHeader("content-type")));
          answer.handle(request.response());
        });
  }

  static Answering with(Vertx vertx, Handler<HttpServerResponse> answer) {
    return new Answering(vertx, answer);
  }

  static Answering with(Vertx vertx, int status, String body) {
    return with(vertx, response -> response.setStatusCode(status).end(Buffer.buffer(body)));
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/token";
  }

  List<String> paths() {
    return paths;
  }

  List<String> bodies() {
    return bodies;
  }

  List<String> types() {
    return types;
  }
}
