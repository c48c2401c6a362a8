package dev.maestro.gateway.stream;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.NotificationView;
import dev.maestro.gateway.http.Drain;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.operation.NotificationOperations;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * Writes notifications to a client as fast as it reads them: the next page is asked of the database
 * only when the response has room for it. A hint that is missed costs no more than the time until
 * the next look. Used on the exchange's context.
 */
public final class NotificationStream {
  /**
   * What the client has.
   *
   * @param after the id of the last one
   * @param openUpTo up to this id it wants only what is open
   */
  public record Position(long after, long openUpTo) {}

  /** Small, since a full response takes some more writes, of whatever size (Vert.x 5.0.8). */
  private static final int PAGE = 20;

  private static final int QUEUE = 32 << 10;
  private static final Buffer PING = Buffer.buffer(": ping\n\n");

  private final Streaming streaming;
  private final Context context;
  private final Exchange exchange;
  private final HttpServerResponse response;
  private final NotificationOperations notifications;
  private Position position;
  private Runnable stopListening = () -> {};
  private Runnable stopWaiting = () -> {};
  private long timer;
  private boolean reading;
  private boolean again;
  private boolean over;

  private NotificationStream(
      Streaming streaming,
      Exchange exchange,
      NotificationOperations notifications,
      Position position) {
    this.streaming = streaming;
    this.context = streaming.vertx().getOrCreateContext();
    this.exchange = exchange;
    this.response = exchange.response();
    this.notifications = notifications;
    this.position = position;
  }

  /** Begins to answer with what comes after a position; ends when the client or gateway goes. */
  public static void begin(
      Streaming streaming,
      Exchange exchange,
      NotificationOperations notifications,
      Drain drain,
      Position position) {
    if (!exchange.isOver()) {
      new NotificationStream(streaming, exchange, notifications, position).open(drain);
    }
  }

  private void open(Drain drain) {
    response
        .setChunked(true)
        .setWriteQueueMaxSize(QUEUE)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("x-accel-buffering", "no");
    response.drainHandler(room -> read());
    exchange.onGone(this::stop);
    response.writeHead();
    timer = streaming.vertx().setPeriodic(streaming.silence().toMillis(), tick -> look());
    stopListening = notifications.listen(() -> context.runOnContext(now -> read()));
    stopWaiting = drain.onBegin(this::end);
    read();
  }

  private void read() {
    again = true;
    if (over || reading || response.writeQueueFull()) {
      return;
    }
    again = false;
    reading = true;
    notifications
        .since(exchange.caller(), position.after(), position.openUpTo(), PAGE)
        .onComplete(
            page -> context.runOnContext(now -> write(page)),
            // It is looked again soon; the client has lost nothing.
            away -> context.runOnContext(now -> reading = false));
  }

  private void write(List<NotificationView> page) {
    reading = false;
    if (over) {
      return;
    }
    if (!page.isEmpty()) {
      Buffer out = Buffer.buffer();
      page.forEach(one -> event(out, one));
      response.write(out);
    }
    boolean more = page.size() == PAGE;
    long last = page.isEmpty() ? position.after() : page.getLast().id();
    position = new Position(more ? last : Math.max(last, position.openUpTo()), position.openUpTo());
    if (more || again) {
      read();
    }
  }

  private static void event(Buffer out, NotificationView one) {
    out.appendString("id: " + one.id() + "\nevent: notification\ndata: ")
        .appendBuffer(one.json().toBuffer())
        .appendString("\n\n");
  }

  /** A key that was deleted, or that may no more, hears nothing more. */
  private void look() {
    exchange
        .callerNow()
        .onComplete(
            caller -> context.runOnContext(now -> ping()),
            cause -> {
              ErrorKind kind = ProviderException.from(cause).kind();
              if (kind == ErrorKind.UNAUTHORIZED || kind == ErrorKind.FORBIDDEN) {
                context.runOnContext(now -> end());
              }
            });
  }

  private void ping() {
    if (!over && !response.writeQueueFull()) {
      response.write(PING);
      read();
    }
  }

  private void end() {
    if (!over) {
      stop();
      response.end();
    }
  }

  private void stop() {
    over = true;
    streaming.vertx().cancelTimer(timer);
    stopListening.run();
    stopWaiting.run();
  }
}
