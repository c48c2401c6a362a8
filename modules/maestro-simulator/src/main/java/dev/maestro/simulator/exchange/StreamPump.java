package dev.maestro.simulator.exchange;

import dev.maestro.simulator.ReceivedRequest.State;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes the events of one stream. The next event is made only when the one before is handed to the
 * socket: a client that stops reading stops the making.
 */
final class StreamPump {
  /** After so many events another stream gets its turn. */
  private static final int TURN = 16;

  /** So many bytes may wait for the socket; Vert.x's own queue counts writes, however large. */
  private static final int QUEUE = 32 << 10;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Exchange exchange;
  private final Reply.Streamed reply;
  private final int slow;
  private final int cut;
  private final int chop;
  private Buffer pending = Buffer.buffer();
  private int at;
  private long sent;
  private int unsent;
  private boolean waiting;

  StreamPump(Vertx vertx, HttpServerRequest request, Exchange exchange, Reply.Streamed reply) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.exchange = exchange;
    this.reply = reply;
    this.slow = exchange.script().number("slow", 0);
    this.cut = exchange.script().number("cut", Integer.MAX_VALUE);
    this.chop = exchange.script().number("chop", Integer.MAX_VALUE);
  }

  void start() {
    response.writeHead().onSuccess(head -> pump());
  }

  private void pump() {
    for (int turn = 0; turn < TURN; turn++) {
      if (response.closed() || exchange.ended()) {
        return;
      }
      if (unsent > QUEUE) {
        waiting = true;
        exchange.stalled(true);
        return;
      }
      if (at < pending.length()) {
        writeSome();
      } else if (sent >= cut) {
        ReplyWriter.cut(request, exchange);
        return;
      } else if (!reply.events().hasNext()) {
        end();
        return;
      } else if (slow > 0) {
        vertx.setTimer(slow, timer -> slowly());
        return;
      } else {
        take();
      }
    }
    vertx.runOnContext(next -> pump());
  }

  private void slowly() {
    take();
    pump();
  }

  private void take() {
    pending = reply.framing().frame(reply.events().next(), sent);
    at = 0;
    sent++;
    writeSome();
  }

  private void writeSome() {
    int to =
        Math.min(pending.length(), chop > pending.length() - at ? pending.length() : at + chop);
    Buffer part = pending.slice(at, to);
    boolean first = at == 0;
    at = to;
    exchange.written(part.length(), first);
    unsent += part.length();
    response.write(part).onComplete(taken -> sent(part.length()));
  }

  private void sent(int bytes) {
    unsent -= bytes;
    if (waiting && unsent <= QUEUE) {
      waiting = false;
      exchange.stalled(false);
      pump();
    }
  }

  private void end() {
    Buffer last = reply.framing().end(sent);
    exchange.written(last.length(), false);
    response.end(last).onSuccess(done -> exchange.ended(State.COMPLETED, ReplyWriter.now()));
  }
}
