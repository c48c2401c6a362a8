package dev.maestro.gateway;

import dev.maestro.api.bus.Accepted;
import dev.maestro.api.bus.Addresses;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.OpenStream;
import dev.maestro.api.bus.OutboundStream;
import dev.maestro.api.bus.StreamLimits;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.chat.Warning;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The provider's end of every stream, as a test wants it to behave. */
final class FakeVendor extends VerticleBase {
  static final StreamEvent.Finished STOP =
      new StreamEvent.Finished(FinishReason.STOP, "stop", null);

  volatile Consumer<OutboundStream> behaviour = stream -> {};
  final Promise<Void> cancelled = Promise.promise();

  @Override
  public Future<?> start() {
    return Future.all(
        serve(Addresses.stream(FakeOperations.PROVIDER)),
        serve(Addresses.count(FakeOperations.PROVIDER)),
        serve(Addresses.kept(FakeOperations.PROVIDER)));
  }

  private Future<Void> serve(String address) {
    return vertx
        .eventBus()
        .<OpenStream>consumer(
            address,
            message -> {
              OutboundStream stream =
                  new OutboundStream(vertx, "node", message.body(), StreamLimits.DEFAULT);
              stream.onCancel(() -> cancelled.tryComplete());
              message.reply(new Accepted("node"));
              behaviour.accept(stream);
            })
        .completion();
  }

  static StreamOpened opened(Warning... warnings) {
    return new StreamOpened(
        "text/event-stream", Map.of("x-vendor-request-id", "req-1"), List.of(warnings));
  }

  static FrameBody.Data raw(String text) {
    return new FrameBody.Data(Buffer.buffer(text), List.of());
  }

  static FrameBody.Data events(StreamEvent... events) {
    return new FrameBody.Data(null, Arrays.asList(events));
  }

  static StreamEvent text(String text) {
    return new StreamEvent.TextDelta(0, text);
  }

  /** Says hello, and ends well. */
  static void hello(OutboundStream stream) {
    stream.opened(opened());
    stream.data(events(new StreamEvent.Started("answer-1", "big-1-2026"), text("Hello")));
    stream.data(events(text(" world")));
    stream.finished(STOP, Usage.of(3, 2));
  }
}
