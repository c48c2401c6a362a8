package dev.maestro.api.bus;

import dev.maestro.api.Dialect;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Both ends of streams as tests play them, and how to wait for them. */
public final class Ends {
  public static final StreamEvent.Finished STOP =
      new StreamEvent.Finished(FinishReason.STOP, "stop", null);
  public static final StreamOpened OPENED =
      new StreamOpened("text/event-stream", Map.of(), List.of());
  public static final StreamLimits QUICK = new StreamLimits(16, 16 << 10, 256 << 10, 20, 300);

  private Ends() {}

  /** Answers opens at provider acme's address; the script plays the vendor. */
  public static Future<Void> serve(
      Vertx vertx, String node, StreamLimits limits, Consumer<OutboundStream> script) {
    return serve(vertx, "acme", node, limits, script);
  }

  /** Likewise at another provider's. */
  public static Future<Void> serve(
      Vertx vertx,
      String provider,
      String node,
      StreamLimits limits,
      Consumer<OutboundStream> script) {
    return vertx
        .eventBus()
        .<OpenStream>consumer(
            Addresses.stream(provider),
            message -> {
              OutboundStream out = new OutboundStream(vertx, node, message.body(), limits);
              message.reply(new Accepted(node));
              script.accept(out);
            })
        .completion();
  }

  /** Says that a stream will be served by this node, and no more. */
  public static Future<Void> accept(Vertx vertx, String node) {
    return vertx
        .eventBus()
        .<OpenStream>consumer(
            Addresses.stream("acme"), message -> message.reply(new Accepted(node)))
        .completion();
  }

  public static FrameBody.Data data(int number) {
    return new FrameBody.Data(Buffer.buffer().appendInt(number), List.of());
  }

  public static int number(FrameBody frame) {
    return ((FrameBody.Data) frame).raw().getInt(0);
  }

  public static StreamCall call(Buffer body) {
    return StreamCall.raw("session", new Dialect("acme-chat"), "model", true, Map.of(), body);
  }

  public static <T> T on(Context context, Callable<T> action) {
    Promise<T> done = Promise.promise();
    context.runOnContext(now -> {
      try {
        done.complete(action.call());
      } catch (Exception failure) {
        done.fail(failure);
      }
    });
    return await(done.future());
  }

  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException failure) {
      throw new AssertionError("failed instead: " + failure.getCause(), failure.getCause());
    }
  }

  public static Throwable failure(Future<?> future) {
    return await(future.<Throwable>map(value -> null).otherwise(cause -> cause));
  }
}
