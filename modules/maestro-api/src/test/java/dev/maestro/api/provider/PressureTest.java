package dev.maestro.api.provider;

import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.on;
import static dev.maestro.api.provider.Stage.raw;
import static dev.maestro.api.provider.Stage.sse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.Recorder;
import dev.maestro.api.bus.StreamLimits;
import dev.maestro.api.bus.Want;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that is slow or leaves, as the vendor sees it. */
class PressureTest {
  private static final int ROUNDS = 4_096;
  private static final Buffer EVENT = Buffer.buffer("data: " + "x".repeat((16 << 10) - 8) + "\n\n");

  private volatile Handler<HttpServerRequest> vendor;
  private final Stage stage = new Stage(request -> vendor.handle(request));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aVendorStopsWritingWhereTheClientDoesNotReadAndNothingIsLostAfterwards() {
    AtomicLong written = new AtomicLong();
    vendor =
        request -> {
          sse(request);
          pour(request.response(), new AtomicInteger(), written);
        };
    Promise<Void> window = Promise.promise();
    AtomicInteger arrived = new AtomicInteger();
    AtomicLong received = new AtomicLong();
    AtomicLong mostAhead = new AtomicLong();
    InboundStream stream = stage.open(raw("s", Want.RAW));
    Promise<Void> reading = Promise.promise();
    Recorder recorder =
        new Recorder(data -> {
          received.addAndGet(data.raw().length());
          mostAhead.accumulateAndGet(written.get() - received.get(), Math::max);
          if (arrived.incrementAndGet() == StreamLimits.DEFAULT.credits()) {
            window.complete();
          }
          reading.future().onSuccess(now -> stream.consumed());
        });
    on(
        stage.opener,
        () -> {
          stream.listen(recorder);
          return stream;
        });
    await(window.future());
    await(still(written));
    assertThat(written.get()).isBetween(1L, 1L << 20);

    on(
        stage.opener,
        () -> {
          reading.complete();
          return stream;
        });
    assertThat(await(recorder.last())).isInstanceOf(FrameBody.Finished.class);
    assertThat(received.get()).isEqualTo((long) ROUNDS * EVENT.length() + "data: END\n\n".length());
    assertThat(mostAhead.get()).isLessThan(1L << 20);
  }

  @Test
  void aClientThatLeavesClosesTheVendorsConnectionWithin100Milliseconds() {
    long median = 100;
    for (int round = 0; round < 4 && median >= 100; round++) {
      median = medianOfLeaving();
    }
    assertThat(median).as("what a timer or a write notices is never below").isLessThan(100);
  }

  private long medianOfLeaving() {
    long[] took = new long[5];
    for (int n = 0; n < took.length; n++) {
      Promise<Long> closed = Promise.promise();
      vendor =
          request -> {
            request.connection().closeHandler(gone -> closed.complete(System.nanoTime()));
            sse(request);
            request.response().write("data: Hello\n\n");
          };
      InboundStream stream = stage.open(raw("s", Want.RAW));
      await(stage.listen(stream).first());
      long start =
          on(
              stage.opener,
              () -> {
                long now = System.nanoTime();
                stream.cancel();
                return now;
              });
      took[n] = (await(closed.future()) - start) / 1_000_000;
    }
    Arrays.sort(took);
    return took[2];
  }

  private static void pour(HttpServerResponse response, AtomicInteger sent, AtomicLong written) {
    while (sent.get() < ROUNDS && !response.writeQueueFull()) {
      sent.incrementAndGet();
      response.write(EVENT).onSuccess(gone -> written.addAndGet(EVENT.length()));
    }
    if (sent.get() == ROUNDS) {
      response.end("data: END\n\n");
    } else {
      response.drainHandler(drained -> pour(response, sent, written));
    }
  }

  /** Completes when a number has not changed over half a second. */
  private io.vertx.core.Future<Void> still(AtomicLong number) {
    Promise<Void> still = Promise.promise();
    AtomicLong before = new AtomicLong(-1);
    AtomicInteger same = new AtomicInteger();
    stage.vertx.setPeriodic(
        50,
        tick -> {
          if (before.getAndSet(number.get()) != number.get()) {
            same.set(0);
          } else if (same.incrementAndGet() == 10) {
            stage.vertx.cancelTimer(tick);
            still.complete();
          }
        });
    return still.future();
  }
}
