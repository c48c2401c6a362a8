package dev.maestro.api.bus;

import static dev.maestro.api.bus.Ends.OPENED;
import static dev.maestro.api.bus.Ends.STOP;
import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.call;
import static dev.maestro.api.bus.Ends.data;
import static dev.maestro.api.bus.Ends.failure;
import static dev.maestro.api.bus.Ends.on;
import static dev.maestro.api.bus.Ends.serve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.Usage;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalStreamTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context opener = vertx.getOrCreateContext();
  private final StreamClient client = new StreamClient(vertx, "n", StreamLimits.DEFAULT);
  private final Promise<Void> cancelled = Promise.promise();

  @BeforeEach
  void register() {
    BusCodecs.register(vertx.eventBus());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void tenThousandFramesReachASlowConsumerInOrderAndNeverMoreThanTheWindowIsInFlight() {
    int frames = 10_000;
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger consumed = new AtomicInteger();
    AtomicInteger mostInFlight = new AtomicInteger();
    script(out -> {
      out.opened(OPENED);
      Runnable more =
          () -> {
            while (out.isWritable() && sent.get() < frames) {
              out.data(data(sent.getAndIncrement()));
              mostInFlight.accumulateAndGet(sent.get() - consumed.get(), Math::max);
            }
            if (sent.get() == frames) {
              out.finished(STOP, Usage.of(1, 2));
            }
          };
      out.onCredit(more);
      more.run();
    });
    InboundStream stream = open();
    Recorder recorder =
        new Recorder(data ->
            vertx.runOnContext(later -> {
              consumed.incrementAndGet();
              stream.consumed();
            }));
    on(opener, () -> listen(stream, recorder));

    assertThat(await(recorder.last())).isEqualTo(new FrameBody.Finished(STOP, Usage.of(1, 2)));
    assertThat(recorder.told.stream().limit(frames).map(Ends::number))
        .containsExactlyElementsOf(IntStream.range(0, frames).boxed().toList());
    assertThat(recorder.told).hasSize(frames + 1);
    assertThat(mostInFlight.get()).isBetween(2, StreamLimits.DEFAULT.credits());
  }

  @Test
  void aConsumerThatGivesNoCreditsGetsTheWindowAndNoMore() {
    Promise<Integer> sent = Promise.promise();
    script(out -> {
      out.opened(OPENED);
      int number = 0;
      while (out.isWritable()) {
        out.data(data(number++));
      }
      sent.complete(number);
    });
    open();
    assertThat(await(sent.future())).isEqualTo(StreamLimits.DEFAULT.credits());
  }

  @Test
  void framesAreHandedOverByReference() {
    FrameBody.Data frame = data(7);
    script(out -> {
      out.opened(OPENED);
      out.data(frame);
    });
    Recorder recorder = new Recorder(data -> {});
    InboundStream stream = open();
    on(opener, () -> listen(stream, recorder));
    assertThat(await(recorder.first())).isSameAs(frame);
  }

  @Test
  void cancelBeforeTheStreamIsAcceptedReachesTheServer() {
    script(out -> out.onCancel(cancelled::complete));
    InboundStream stream =
        on(
            opener,
            () -> {
              InboundStream opened = client.open("acme", call(Buffer.buffer("{}")));
              opened.cancel();
              return opened;
            });
    assertThat(kind(failure(stream.opened()))).isEqualTo(ErrorKind.CANCELLED);
    await(cancelled.future());
  }

  @Test
  void cancelBeforeTheVendorAnsweredReachesTheServer() {
    Promise<OutboundStream> serving = Promise.promise();
    script(out -> {
      out.onCancel(cancelled::complete);
      serving.complete(out);
    });
    InboundStream stream = open();
    OutboundStream out = await(serving.future());
    on(opener, () -> cancel(stream));
    await(cancelled.future());
    assertThat(kind(failure(stream.opened()))).isEqualTo(ErrorKind.CANCELLED);
    assertThat(out.isDone()).isTrue();
  }

  @Test
  void afterACancelInTheMiddleNothingMoreComes() {
    script(out -> {
      out.opened(OPENED);
      out.onCancel(() -> {
        out.data(data(1));
        out.finished(STOP, null);
        cancelled.complete();
      });
      out.data(data(0));
    });
    InboundStream stream = open();
    Recorder recorder = new Recorder(data -> stream.cancel());
    on(opener, () -> listen(stream, recorder));
    await(cancelled.future());
    on(opener, () -> cancel(stream));
    assertThat(recorder.told).hasSize(1);
  }

  @Test
  void cancelHappensOnlyOnceAndNotAfterTheLastFrame() {
    AtomicInteger cancels = new AtomicInteger();
    script(out -> {
      out.onCancel(cancels::incrementAndGet);
      out.opened(OPENED);
      out.finished(STOP, null);
    });
    InboundStream stream = open();
    Recorder recorder = new Recorder(data -> {});
    on(opener, () -> listen(stream, recorder));
    await(recorder.last());
    on(opener, () -> cancel(stream));
    assertThat(cancels.get()).isZero();
  }

  @Test
  void onlyOneLastFrameIsEverSaid() {
    script(out -> {
      out.opened(OPENED);
      out.failed(ErrorFacts.of(ErrorKind.TRUNCATED, "cut"), Usage.of(3, 4));
      out.finished(STOP, null);
      out.failed(ErrorFacts.of(ErrorKind.INTERNAL, "again"), null);
      out.data(data(0));
    });
    AtomicInteger said = new AtomicInteger();
    vertx
        .eventBus()
        .addOutboundInterceptor(delivery -> {
          if (delivery.body() instanceof StreamFrame frame
              && !(frame.body() instanceof FrameBody.Opened)) {
            said.incrementAndGet();
          }
          delivery.next();
        });
    InboundStream stream = open();
    Recorder recorder = new Recorder(data -> {});
    on(opener, () -> listen(stream, recorder));
    assertThat(await(recorder.last()))
        .isEqualTo(new FrameBody.Failed(ErrorFacts.of(ErrorKind.TRUNCATED, "cut"), Usage.of(3, 4)));
    assertThat(recorder.told).hasSize(1);
    assertThat(said.get()).isEqualTo(1);
  }

  @Test
  void aGapInTheNumbersIsLostAndTheServerIsCancelled() {
    script(out -> {
      out.onCancel(cancelled::complete);
      out.opened(OPENED);
      out.data(data(0));
    });
    Promise<String> id = Promise.promise();
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
    await(recorder.first());
    String name = await(id.future());
    vertx
        .eventBus()
        .send(
            Addresses.frames(name),
            new StreamFrame(name, 3, data(2)),
            new DeliveryOptions().setLocalOnly(true));
    assertThat(((FrameBody.Failed) await(recorder.last())).error().kind())
        .isEqualTo(ErrorKind.LOST);
    await(cancelled.future());
    assertThat(recorder.told).hasSize(2);
  }

  @Test
  void aFailureBeforeTheVendorAnsweredFailsOpened() {
    ErrorFacts facts = ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 429, "slow", "Too fast.");
    script(out -> out.failed(facts, null));
    InboundStream stream = open();
    assertThat(failure(stream.opened()))
        .isInstanceOfSatisfying(
            ProviderException.class, refused -> assertThat(refused.facts()).isEqualTo(facts));
  }

  @Test
  void framesThatComeBeforeListenAreKept() {
    Promise<Void> over = Promise.promise();
    script(out -> {
      out.opened(OPENED);
      for (int number = 0; number < 5; number++) {
        out.data(data(number));
      }
      out.finished(STOP, null);
      over.complete();
    });
    InboundStream stream = open();
    assertThat(await(stream.opened())).isEqualTo(OPENED);
    await(over.future());
    on(opener, () -> null);
    Recorder recorder = new Recorder(data -> stream.consumed());
    on(opener, () -> listen(stream, recorder));
    await(recorder.last());
    assertThat(recorder.told).hasSize(6);
  }

  @Test
  void whereNobodyServesTheProviderOpenedSaysSo() {
    assertThat(ProviderBus.isNobody(failure(open().opened()))).isTrue();
  }

  @Test
  void aRequestWhereNobodyAnswersSaysSo() {
    var answer =
        new ProviderBus(vertx)
            .request(Addresses.models("acme"), new SessionCall("s"), ModelList.class);
    assertThat(ProviderBus.isNobody(failure(answer))).isTrue();
    assertThat(ProviderBus.isNobody(new IllegalStateException())).isFalse();
  }

  private void script(java.util.function.Consumer<OutboundStream> script) {
    await(serve(vertx, "n", StreamLimits.DEFAULT, script));
  }

  private InboundStream open() {
    return on(opener, () -> client.open("acme", call(Buffer.buffer("{}"))));
  }

  private static Object listen(InboundStream stream, Recorder recorder) {
    stream.listen(recorder);
    return recorder;
  }

  private static Object cancel(InboundStream stream) {
    stream.cancel();
    return stream;
  }

  private static ErrorKind kind(Throwable failure) {
    return ((ProviderException) failure).kind();
  }
}
