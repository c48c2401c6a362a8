package dev.maestro.gateway.stream;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.StreamListener;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Collects an answer for a client that wants it in one piece, up to a bound. */
public final class WholeAnswer implements StreamListener {
  private static final int EVENT_COST = 64;

  /**
   * All of an answer.
   *
   * @param raw the vendor's bytes; empty where events were asked for
   * @param events without the last one; empty where bytes were asked for
   * @param usage or null
   */
  public record Collected(
      Buffer raw, List<StreamEvent> events, StreamEvent.Finished finished, Usage usage) {
    /** With usage and the last event where a stream has them. */
    public List<StreamEvent> allEvents() {
      List<StreamEvent> all = new ArrayList<>(events);
      if (usage != null) {
        all.add(new StreamEvent.UsageReported(usage));
      }
      all.add(finished);
      return all;
    }
  }

  private final AnswerStream stream;
  private final long bound;
  private final Promise<Collected> whole = Promise.promise();
  private final Buffer raw = Buffer.buffer();
  private final List<StreamEvent> events = new ArrayList<>();
  private long size;

  private WholeAnswer(AnswerStream stream, long bound) {
    this.stream = stream;
    this.bound = bound;
  }

  /** Completes when an opened stream has finished well; fails with why it did not. */
  public static Future<Collected> of(AnswerStream stream, long bound) {
    WholeAnswer answer = new WholeAnswer(stream, bound);
    stream.listen(answer);
    return answer.whole.future();
  }

  @Override
  public void data(FrameBody.Data data) {
    size += data.raw() == null ? 0 : data.raw().length();
    for (StreamEvent event : data.events()) {
      size += EVENT_COST + text(event);
    }
    if (size > bound) {
      stream.cancel();
      whole.tryFail(
          ProviderException.of(
              ErrorKind.MALFORMED,
              "The answer is larger than " + bound + " bytes; ask for a stream."));
      return;
    }
    if (data.raw() != null) {
      raw.appendBuffer(data.raw());
    }
    events.addAll(data.events());
    stream.consumed();
  }

  private static int text(StreamEvent event) {
    return switch (event) {
      case StreamEvent.TextDelta delta -> delta.text().length();
      case StreamEvent.ReasoningDelta delta -> delta.text().length();
      case StreamEvent.RefusalDelta delta -> delta.text().length();
      case StreamEvent.ToolCallDelta delta -> delta.arguments().length();
      case StreamEvent.OpaqueBlock block -> block.json().length();
      case StreamEvent.Signed signed -> signed.signature().value().length();
      default -> 0;
    };
  }

  @Override
  public void finished(FrameBody.Finished last) {
    whole.tryComplete(new Collected(raw, events, last.event(), last.usage()));
  }

  @Override
  public void failed(FrameBody.Failed last) {
    whole.tryFail(new ProviderException(last.error()));
  }
}
