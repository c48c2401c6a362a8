package dev.maestro.api.provider;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.OutboundStream;
import dev.maestro.api.bus.StreamLimits;
import dev.maestro.api.bus.Want;
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

/**
 * Moves one answer from the vendor's connection to a stream: reads only while there are credits,
 * decodes beside the raw bytes, and says the one last frame. Bytes are decoded once, here, also
 * where only bytes are wanted, for usage and for the truth of the ending.
 */
final class AnswerPump {
  private static final int MAX_EVENT = 32 << 20;

  /** A vendor that has said its last event and does not hang up is hung up on, in milliseconds. */
  private static final long LINGER_MILLIS = 2_000;

  private final Vertx vertx;
  private final WireDialect wire;
  private final StreamReader reader;
  private final SseDecoder decoder = new SseDecoder(MAX_EVENT);
  private final Want want;
  private final HttpClientResponse response;
  private final OutboundStream out;
  private final Promise<Void> ended = Promise.promise();
  private Buffer whole;
  private Usage usage;
  private StreamEvent last;
  private long linger = -1;

  AnswerPump(
      Vertx vertx, WireDialect wire, Want want, HttpClientResponse response, OutboundStream out) {
    this.vertx = vertx;
    this.wire = wire;
    this.reader = wire.reader();
    this.want = want;
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
    if (!out.isWritable() && !out.isDone()) {
      response.pause();
    }
  }

  private List<StreamEvent> decode(Buffer bytes) {
    List<StreamEvent> events = new ArrayList<>();
    try {
      decoder.feed(bytes, event -> note(reader.read(event), events));
    } catch (ProviderException tooLarge) {
      last = new StreamEvent.Failed(tooLarge.facts());
    }
    if (last != null && linger < 0) {
      linger = vertx.setTimer(LINGER_MILLIS, late -> hangUp());
    }
    return events;
  }

  private List<StreamEvent> collect(Buffer bytes) {
    if (whole.length() + bytes.length() > UpstreamClient.MAX_WHOLE && !want.raw()) {
      last =
          new StreamEvent.Failed(
              ErrorFacts.of(
                  ErrorKind.MALFORMED,
                  "The vendor's answer is larger than " + UpstreamClient.MAX_WHOLE + " bytes."));
      hangUp();
    } else if (whole.length() + bytes.length() <= UpstreamClient.MAX_WHOLE) {
      whole.appendBuffer(bytes);
    }
    return List.of();
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
    if (last == null) {
      if (whole != null && broken == null) {
        note(wire.readWhole(whole), events);
      } else if (whole == null) {
        decoder.end(event -> note(reader.read(event), events));
        note(
            broken != null && last == null && decoder.stray().isEmpty()
                ? List.of(broken)
                : reader.end(decoder.stray()),
            events);
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

  private static StreamEvent.Failed broken() {
    return new StreamEvent.Failed(
        ErrorFacts.of(
            ErrorKind.TRUNCATED, "The vendor's connection broke before the answer was complete."));
  }
}
