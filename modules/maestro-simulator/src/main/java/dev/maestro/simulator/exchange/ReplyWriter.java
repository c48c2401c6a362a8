package dev.maestro.simulator.exchange;

import dev.maestro.simulator.ReceivedRequest.State;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;

/** Writes replies at the pace their scripts ask for. */
public final class ReplyWriter {
  private final Vertx vertx;

  public ReplyWriter(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Notes in the log when the client leaves; called before the request is answered. */
  public void watch(HttpServerRequest request, Exchange exchange) {
    HttpServerResponse response = request.response();
    response.exceptionHandler(failure -> exchange.ended(State.ABORTED, now()));
    response.closeHandler(closed -> exchange.ended(State.ABORTED, now()));
  }

  public void write(HttpServerRequest request, Exchange exchange, Reply reply) {
    after(exchange.script().number("delay", 0), () -> writeNow(request, exchange, reply));
  }

  /**
   * Waits as the script's {@code delay} asks, then has the request processed, unless its client has
   * left by then; waits once more, for {@code slow}, before it writes.
   */
  public void process(HttpServerRequest request, Exchange exchange, Supplier<Reply> processed) {
    after(
        exchange.script().number("delay", 0),
        () -> {
          if (!request.response().closed()) {
            Reply reply = processed.get();
            after(exchange.script().number("slow", 0), () -> writeNow(request, exchange, reply));
          }
        });
  }

  private void after(int delay, Runnable next) {
    if (delay > 0) {
      vertx.setTimer(delay, timer -> next.run());
    } else {
      next.run();
    }
  }

  private void writeNow(HttpServerRequest request, Exchange exchange, Reply reply) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    switch (reply) {
      case Reply.Whole whole -> writeWhole(request, exchange, whole);
      case Reply.Streamed streamed -> {
        response.setChunked(true).putHeader("content-type", streamed.framing().contentType());
        streamed.headers().forEach(response::putHeader);
        exchange.started(200, now());
        new StreamPump(vertx, request, exchange, streamed).start();
      }
      case Reply.Never() -> {}
    }
  }

  private static void writeWhole(HttpServerRequest request, Exchange exchange, Reply.Whole whole) {
    HttpServerResponse response = request.response();
    Buffer body = Buffer.buffer(whole.body());
    response.setStatusCode(whole.status()).putHeader("content-type", whole.contentType());
    whole.headers().forEach(response::putHeader);
    exchange.started(whole.status(), now());
    if (exchange.script().has("cut")) {
      Buffer half = body.slice(0, body.length() / 2);
      exchange.written(half.length(), false);
      response.putHeader("content-length", Integer.toString(body.length()));
      response.write(half).onComplete(written -> cut(request, exchange));
      return;
    }
    exchange.written(body.length(), false);
    response.end(body).onSuccess(done -> exchange.ended(State.COMPLETED, now()));
  }

  static void cut(HttpServerRequest request, Exchange exchange) {
    exchange.ended(State.CUT, now());
    request.connection().close();
  }

  static long now() {
    return System.currentTimeMillis();
  }
}
