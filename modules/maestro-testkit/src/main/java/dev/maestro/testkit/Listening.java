package dev.maestro.testkit;

import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.StreamListener;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.api.chat.StreamEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The opener's side of one conversation: works every frame off at once and keeps what it said. */
final class Listening implements StreamListener {
  private final Context context;
  private final Promise<InboundStream> begun = Promise.promise();
  private final Promise<FrameBody> ended = Promise.promise();
  private final Promise<Void> spoken = Promise.promise();
  private final List<StreamEvent> events = new ArrayList<>();
  private final Buffer raw = Buffer.buffer();
  private InboundStream stream;

  Listening(Context context) {
    this.context = context;
  }

  /** Opens the conversation. */
  Listening to(Supplier<InboundStream> opening) {
    context.runOnContext(now -> {
      stream = opening.get();
      stream.listen(this);
      begun.complete(stream);
    });
    return this;
  }

  /** Completes with everything once the last frame is in; fails where the vendor refused. */
  Future<Heard> heard() {
    return opened().compose(head -> ended.future().map(last -> new Heard(head, events, raw, last)));
  }

  /** Completes when the vendor answered 2xx; fails with why it did not. */
  Future<StreamOpened> opened() {
    return begun.future().compose(InboundStream::opened);
  }

  /** Completes with the first piece of the answer. */
  Future<Void> spoken() {
    return opened().compose(head -> spoken.future());
  }

  /** Leaves. */
  void cancel() {
    context.runOnContext(now -> stream.cancel());
  }

  @Override
  public void data(FrameBody.Data data) {
    events.addAll(data.events());
    if (data.raw() != null) {
      raw.appendBuffer(data.raw());
    }
    spoken.tryComplete();
    stream.consumed();
  }

  @Override
  public void finished(FrameBody.Finished last) {
    ended.tryComplete(last);
  }

  @Override
  public void failed(FrameBody.Failed last) {
    ended.tryComplete(last);
  }
}
