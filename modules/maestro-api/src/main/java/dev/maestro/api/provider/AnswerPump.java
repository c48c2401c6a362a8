package dev.maestro.api.provider;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.OutboundStream;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamLimits;
import dev.maestro.api.bus.Want;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.upstream.SseDecoder;
import dev.maestro.api.upstream.UpstreamClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves one answer from the vendor's connection to a stream: reads only while there are credits,
 * decodes beside the raw bytes, and says the one last frame. Bytes are decoded once, here, also
 * where only bytes are wanted, for usage and for the truth of the ending.
 */
final class AnswerPump {
  private static final int MAX_EVENT = 32 << 20;

  /** A vendor that has said its last event and does not hang up is hung up on, in milliseconds. */
  private static final long LINGER_MILLIS = 2_000;

  /** Of an answer that passes through and cannot be read beside it: HTTP says its end. */
  private static final StreamEvent.Finished COMPLETE =
      new StreamEvent.Finished(FinishReason.STOP, null, null);

  private static final Logger LOG = LoggerFactory.getLogger(AnswerPump.class);

  private final Vertx vertx;
  private final WireDialect wire;
  private final StreamReader reader;
  private final SseDecoder decoder = new SseDecoder(MAX_EVENT);
  private final Want want;
  private final boolean endsWithHttp;
  private final HttpClientResponse response;
  private final OutboundStream out;
  private final Promise<Void> ended = Promise.promise();
  private Buffer whole;
  private Usage usage;
  private StreamEvent last;
  private boolean tooLarge;
  private boolean unreadable;
  private long linger = -1;

  AnswerPump(
      Vertx vertx,
      WireDialect wire,
      StreamCall call,
      HttpClientResponse response,
      OutboundStream out) {
    this.vertx = vertx;
    this.wire = wire;
    this.reader = wire.reader();
    this.want = call.want();
    this.endsWithHttp = !want.events() && wire.leavesOut(call.query());
    this.response = response;
    this.out = out;
  }

  /** Completes when the vendor's answer is over. */
  Future<Void> run(boolean events) {
    if (!events) {
      whole = Buffer.buffer();
    }
    response.exceptionHandler(cause -> end(broken()));
    response.endHandler(over -> end(null));
    response.handler(this::take);
    return ended.future();
  }

  /** Credits came. */
  void resume() {
    response.resume();
  }

  private void take(Buffer bytes) {
    List<StreamEvent> events = whole == null ? decode(bytes) : collect(bytes);
    if (want.raw()) {
      int step = StreamLimits.DEFAULT.frameBytes();
      for (int from = 0; from < bytes.length(); from += step) {
        int to = Math.min(bytes.length(), from + step);
        Buffer piece = to - from == bytes.length() ? bytes : bytes.getBuffer(from, to);
        out.data(
            new FrameBody.Data(piece, to == bytes.length() && want.events() ? events : List.of()));
      }
    } else if (!events.isEmpty()) {
      out.data(new FrameBody.Data(null, events));
    }
    if (unreadable) {
      hangUp();
    } else if (!out.isWritable() && !out.isDone()) {
      response.pause();
    }
  }

  private List<StreamEvent> decode(Buffer bytes) {
    List<StreamEvent> events = new ArrayList<>();
    read(() -> decoder.feed(bytes, event -> note(reader.read(event), events)));
    if (last != null && linger < 0) {
      linger();
    }
    return events;
  }

  // While the opener gives no credits the rest of the answer still waits in the connection.
  private void linger() {
    linger =
        vertx.setTimer(
            LINGER_MILLIS,
            late -> {
              if (out.isWritable() || out.isDone()) {
                hangUp();
              } else {
                linger();
              }
            });
  }

  private List<StreamEvent> collect(Buffer bytes) {
    if (!tooLarge && whole.length() + bytes.length() <= UpstreamClient.MAX_WHOLE) {
      whole.appendBuffer(bytes);
    } else {
      tooLarge = true;
      unreadable = want.events();
      last = unreadable ? tooLarge() : COMPLETE;
    }
    return List.of();
  }

  /** A reader that throws against its contract ends the answer instead of stopping it. */
  private void read(Runnable reading) {
    try {
      reading.run();
    } catch (ProviderException known) {
      unreadable = true;
      last = new StreamEvent.Failed(known.facts());
    } catch (RuntimeException fault) {
      LOG.error("The reader of {} failed", wire.dialect(), fault);
      unreadable = true;
      last = new StreamEvent.Failed(ProviderException.from(fault).facts());
    }
  }

  /** Keeps usage and the last event to itself; the rest is for the opener. */
  private void note(List<StreamEvent> read, List<StreamEvent> events) {
    for (StreamEvent event : read) {
      switch (event) {
        case StreamEvent.Finished finished -> last = finished;
        case StreamEvent.Failed failed -> last = failed;
        case StreamEvent.UsageReported reported -> {
          usage = reported.usage();
          events.add(reported);
        }
        default -> events.add(event);
      }
    }
  }

  private void end(StreamEvent.Failed broken) {
    if (ended.future().isComplete()) {
      return;
    }
    List<StreamEvent> events = new ArrayList<>();
    if (whole != null && broken != null) {
      last = broken;
    } else if (last == null) {
      read(() -> readEnd(broken, events));
      if (endsWithHttp && broken == null && isOurs(last)) {
        last = COMPLETE;
      }
    }
    if (want.events() && !events.isEmpty()) {
      out.data(new FrameBody.Data(null, events));
    }
    sayLast(last != null ? last : broken != null ? broken : broken());
    if (linger >= 0) {
      vertx.cancelTimer(linger);
    }
    ended.complete();
  }

  private void readEnd(StreamEvent.Failed broken, List<StreamEvent> events) {
    if (whole != null) {
      note(wire.readWhole(whole), events);
      return;
    }
    decoder.end(event -> note(reader.read(event), events));
    if (last == null) {
      boolean cut = broken != null && decoder.stray().isEmpty();
      note(cut ? List.of(broken) : reader.end(decoder.stray()), events);
    }
  }

  /** Whether nothing but the reader found fault. */
  private boolean isOurs(StreamEvent end) {
    return !unreadable && end instanceof StreamEvent.Failed failed && !failed.error().fromVendor();
  }

  private void sayLast(StreamEvent event) {
    if (event instanceof StreamEvent.Finished finished) {
      out.finished(finished, usage);
    } else if (event instanceof StreamEvent.Failed failed) {
      out.failed(failed.error(), usage);
    }
  }

  private void hangUp() {
    end(null);
    response.request().reset();
  }

  private static StreamEvent.Failed tooLarge() {
    return new StreamEvent.Failed(
        ErrorFacts.of(
            ErrorKind.MALFORMED,
            "The vendor's answer is larger than " + UpstreamClient.MAX_WHOLE + " bytes."));
  }

  private static StreamEvent.Failed broken() {
    return new StreamEvent.Failed(
        ErrorFacts.of(
            ErrorKind.TRUNCATED, "The vendor's connection broke before the answer was complete."));
  }
}
