package dev.maestro.launcher.core;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Receives webhooks on loopback, and answers as it is told: 204 where it is told nothing. */
final class Receiver {
  final Queue<Consumer<HttpServerRequest>> answers = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final HttpServer server;

  record Received(String uri, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.get(name);
    }

    JsonObject json() {
      return new JsonObject(body);
    }
  }

  Receiver(Vertx vertx) throws Exception {
    server =
        RunningCore.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> request.body().onSuccess(body -> take(request, body.toString())))
                .listen(0, "127.0.0.1"));
  }

  private void take(HttpServerRequest request, String body) {
    received.add(
        new Received(
            request.method() + " " + request.uri(),
            request.headers().entries().stream()
                .collect(
                    Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue)),
            body));
    Consumer<HttpServerRequest> answer = answers.poll();
    if (answer == null) {
      request.response().setStatusCode(204).end();
    } else {
      answer.accept(request);
    }
  }

  /** At the name that has to be looked up. */
  String url(String path) {
    return "http://localhost:" + server.actualPort() + path;
  }

  Received next() throws InterruptedException {
    Received next = received.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  boolean isIdle() {
    return received.isEmpty();
  }
}
