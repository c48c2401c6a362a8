package dev.maestro.gateway.stream;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.StreamListener;
import dev.maestro.gateway.http.Exchange;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a stream to a client as fast as the client reads it: a frame's credit goes back only when
 * little is left that the socket has not taken. Bytes are counted here, since Vert.x's own queue of
 * an HTTP/1 response counts writes, sixteen of them, however large.
 */
public final class EventStream implements StreamListener {
  /** So many bytes may wait for the socket before the vendor waits too. */
  private static final int QUEUE = 32 << 10;

  private static final Logger LOGGER = LoggerFactory.getLogger(EventStream.class);

  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse response;
  private final String requestId;
  private final AnswerStream stream;
  private final AnswerWriter writer;
  private final Duration silence;
  private final long timer;
  private long wrote = System.nanoTime();
  private int unsent;
  private int owed;
  private boolean over;

  private EventStream(
      Vertx vertx, Exchange exchange, AnswerStream stream, AnswerWriter writer, Duration silence) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.response = exchange.response();
    this.requestId = exchange.requestId();
    this.stream = stream;
    this.writer = writer;
    this.silence = silence;
    this.timer = vertx.setPeriodic(silence.toMillis(), tick -> tick());
  }

  /** Begins to write an opened stream; status and headers are set already. */
  public static void begin(
      Vertx vertx, Exchange exchange, AnswerStream stream, AnswerWriter writer, Duration silence) {
    HttpServerResponse response = exchange.response();
    response.setChunked(true);
    response.putHeader("cache-control", "no-store").putHeader("x-accel-buffering", "no");
    EventStream events = new EventStream(vertx, exchange, stream, writer, silence);
    exchange.onGone(events::stop);
    response.writeHead();
    stream.listen(events);
  }

  @Override
  public void data(FrameBody.Data data) {
    attempt(() -> take(data));
  }

  private void take(FrameBody.Data data) {
    write(writer.data(data));
    owed++;
    pay();
  }

  private void pay() {
    while (owed > 0 && unsent <= QUEUE) {
      owed--;
      stream.consumed();
    }
  }

  @Override
  public void finished(FrameBody.Finished last) {
    attempt(() -> finish(last));
  }

  private void finish(FrameBody.Finished last) {
    Buffer bytes = writer.finished(last);
    if (writer.settled().isComplete()) {
      end(bytes);
    } else {
      writer.settled().onComplete(done -> context.runOnContext(now -> attempt(() -> end(bytes))));
    }
  }

  private void end(Buffer bytes) {
    stop();
    write(bytes);
    over = true;
    response.end();
  }

  @Override
  public void failed(FrameBody.Failed last) {
    attempt(() -> end(writer.failed(last)));
  }

  /** What cannot be written ends the answer: no client waits for what never comes. */
  private void attempt(Runnable step) {
    if (over) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException cause) {
      breakOff(ProviderException.from(cause).facts(), cause);
    }
  }

  private void breakOff(ErrorFacts facts, RuntimeException cause) {
    stop();
    stream.cancel();
    if (facts.kind() == ErrorKind.INTERNAL) {
      LOGGER
          .atError()
          .setMessage("an answer could not be written")
          .addKeyValue("request_id", requestId)
          .setCause(cause)
          .log();
    }
    if (over) {
      return;
    }
    try {
      end(writer.failed(new FrameBody.Failed(facts, null)));
    } catch (RuntimeException again) {
      over = true;
      response.reset();
    }
  }

  private void write(Buffer bytes) {
    if (bytes.length() > 0) {
      wrote = System.nanoTime();
      unsent += bytes.length();
      response.write(bytes).onComplete(taken -> sent(bytes.length()));
    }
  }

  private void sent(int bytes) {
    unsent -= bytes;
    pay();
  }

  private void tick() {
    boolean silent = System.nanoTime() - wrote >= silence.toNanos() / 2;
    if (silent && unsent == 0) {
      attempt(() -> write(writer.ping()));
    }
  }

  private void stop() {
    vertx.cancelTimer(timer);
  }
}
