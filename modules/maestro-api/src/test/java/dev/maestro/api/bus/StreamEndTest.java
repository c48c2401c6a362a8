package dev.maestro.api.bus;

import static dev.maestro.api.bus.Ends.OPENED;
import static dev.maestro.api.bus.Ends.STOP;
import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.call;
import static dev.maestro.api.bus.Ends.data;
import static dev.maestro.api.bus.Ends.on;
import static dev.maestro.api.bus.Ends.serve;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is on its way when a stream ends meets an end that still hears it. */
class StreamEndTest {
  private static final int HALF = StreamLimits.DEFAULT.credits() / 2;

  private final Vertx vertx = Vertx.vertx();
  private final Context opener = eventLoop();
  private final Context server = eventLoop();
  private final StreamClient client = new StreamClient(vertx, "n", StreamLimits.DEFAULT);
  private final Logger bus = (Logger) LoggerFactory.getLogger("io.vertx.core.eventbus");
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void register() {
    BusCodecs.register(vertx.eventBus());
    logged.start();
    bus.addAppender(logged);
  }

  @AfterEach
  void close() {
    bus.detachAppender(logged);
    await(vertx.close());
  }

  @Test
  void creditsThatMeetAFinishedStreamAreNoWarning() {
    CountDownLatch credits = new CountDownLatch(1);
    script(out -> {
      out.opened(OPENED);
      for (int number = 0; number < HALF; number++) {
        out.data(data(number));
      }
      waitFor(credits);
      out.finished(STOP, null);
    });
    InboundStream stream = open();
    Recorder recorder =
        new Recorder(data -> {
          stream.consumed();
          if (Ends.number(data) == HALF - 1) {
            credits.countDown();
          }
        });
    on(opener, () -> listen(stream, recorder));
    await(recorder.last());
    settle();
    assertThat(logged.list).isEmpty();
  }

  @Test
  void framesThatMeetACancelledStreamAreNoWarning() {
    CountDownLatch frames = new CountDownLatch(1);
    script(out -> {
      out.opened(OPENED);
      out.data(data(0));
      out.data(data(1));
      frames.countDown();
    });
    InboundStream stream = open();
    Recorder recorder = new Recorder(data -> stream.cancel());
    on(
        opener,
        () -> {
          waitFor(frames);
          return listen(stream, recorder);
        });
    await(recorder.first());
    settle();
    assertThat(logged.list).isEmpty();
    assertThat(recorder.told).hasSize(1);
  }

  @Test
  void bothEndsLeaveTheBusWhenTheStreamIsOver() {
    Promise<String> id = Promise.promise();
    script(out -> {
      out.opened(OPENED);
      out.finished(STOP, null);
    });
    vertx
        .eventBus()
        .addOutboundInterceptor(delivery -> {
          if (delivery.body() instanceof StreamFrame frame) {
            id.tryComplete(frame.stream());
          }
          delivery.next();
        });
    InboundStream stream = open();
    Recorder recorder = new Recorder(data -> {});
    on(opener, () -> listen(stream, recorder));
    await(recorder.last());
    settle();
    StreamPost post = new StreamPost(vertx, "n");
    String name = await(id.future());
    assertThat(
            ProviderBus.isNobody(
                Ends.failure(post.frame("n", new StreamFrame(name, -1, new FrameBody.Alive())))))
        .isTrue();
    assertThat(
            ProviderBus.isNobody(
                Ends.failure(
                    post.control("n", new StreamControl(name, new StreamControl.Listening())))))
        .isTrue();
  }

  /** Whatever was under way between the two ends has come. */
  private void settle() {
    for (int turn = 0; turn < 3; turn++) {
      on(opener, () -> opener);
      on(server, () -> server);
    }
  }

  /** A thread of its own, as each verticle has. */
  private Context eventLoop() {
    Promise<Context> found = Promise.promise();
    VerticleBase verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            found.complete(context);
            return Future.succeededFuture();
          }
        };
    await(vertx.deployVerticle(verticle));
    return await(found.future());
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private void script(Consumer<OutboundStream> script) {
    await(on(server, () -> serve(vertx, "n", StreamLimits.DEFAULT, script)));
  }

  private InboundStream open() {
    return on(opener, () -> client.open("acme", call(Buffer.buffer("{}"))));
  }

  private static Object listen(InboundStream stream, Recorder recorder) {
    stream.listen(recorder);
    return recorder;
  }
}
