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

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Usage;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams between two nodes of a real cluster on loopback. */
class ClusteredStreamTest {
  private static final StreamLimits LIMITS = StreamLimits.DEFAULT;

  private final Promise<Void> cancelled = Promise.promise();
  private static Pair pair;
  private static Context opener;
  private static StreamClient client;

  private final String provider = UUID.randomUUID().toString();

  @BeforeAll
  static void start() {
    pair = Pair.start();
    opener = pair.a().getOrCreateContext();
    client = new StreamClient(pair.a(), "a", LIMITS);
  }

  @AfterAll
  static void close() {
    pair.close();
  }

  @Test
  void framesCrossInOrderWithinTheWindow() {
    int frames = 2_000;
    AtomicInteger sent = new AtomicInteger();
    await(
        serve(
            pair.b(),
            provider,
            "b",
            LIMITS,
            out -> {
              out.opened(OPENED);
              Runnable more =
                  () -> {
                    while (out.isWritable() && sent.get() < frames) {
                      out.data(data(sent.getAndIncrement()));
                    }
                    if (sent.get() == frames) {
                      out.finished(STOP, Usage.of(1, 2));
                    }
                  };
              out.onCredit(more);
              more.run();
            }));
    InboundStream stream = open(call(Buffer.buffer("{}")));
    Recorder recorder = new Recorder(data -> stream.consumed());
    on(opener, () -> listen(stream, recorder));
    assertThat(await(recorder.last())).isEqualTo(new FrameBody.Finished(STOP, Usage.of(1, 2)));
    assertThat(recorder.told.stream().limit(frames).map(Ends::number))
        .containsExactlyElementsOf(IntStream.range(0, frames).boxed().toList());
    assertThat(await(stream.opened())).isEqualTo(OPENED);
  }

  @Test
  void bodiesOfEverySizeCrossIntact() {
    Promise<StreamCall> first = Promise.promise();
    Promise<StreamCall> second = Promise.promise();
    Promise<StreamCall> third = Promise.promise();
    List<Promise<StreamCall>> calls = List.of(first, second, third);
    AtomicInteger number = new AtomicInteger();
    await(
        serve(
            pair.b(),
            provider,
            "b",
            LIMITS,
            out -> out.call().onComplete(calls.get(number.getAndIncrement()))));
    byte[] bytes = new byte[(3 << 20) + 13];
    new Random(7).nextBytes(bytes);
    Buffer large = Buffer.buffer(bytes);
    Buffer two = large.getBuffer(0, 512 << 10);
    Buffer exactly = large.getBuffer(0, 256 << 10);

    AtomicInteger chunks = new AtomicInteger();
    AtomicInteger largest = new AtomicInteger();
    pair.a()
        .eventBus()
        .addOutboundInterceptor(delivery -> {
          if (delivery.body() instanceof StreamControl control
              && control.command() instanceof StreamControl.BodyChunk chunk) {
            chunks.incrementAndGet();
            largest.accumulateAndGet(chunk.bytes().length(), Math::max);
          }
          delivery.next();
        });
    open(call(large));
    assertThat(await(first.future()).raw()).isEqualTo(large);
    assertThat(chunks.get()).isEqualTo(13);
    assertThat(largest.get()).isEqualTo(256 << 10);
    open(call(two));
    assertThat(await(second.future()).raw()).isEqualTo(two);
    assertThat(chunks.getAndSet(0)).isEqualTo(15);
    open(call(exactly));
    assertThat(await(third.future()).raw()).isEqualTo(exactly);
    assertThat(chunks.get()).isZero();
  }

  @Test
  void aLargeNeutralRequestCrossesIntact() {
    Promise<StreamCall> got = Promise.promise();
    await(serve(pair.b(), provider, "b", LIMITS, out -> out.call().onComplete(got)));
    ChatRequest request =
        Samples.request(new Dialect("acme-chat"))
            .with()
            .message(Message.text(Role.USER, "größer ".repeat(100_000)))
            .build();
    StreamCall call = StreamCall.neutral("s", request, Map.of("a", "b"));
    open(call);
    assertThat(await(got.future())).isEqualTo(call);
  }

  @Test
  void aRefusalCrossesWithItsFacts() {
    ErrorFacts facts = ErrorFacts.vendor(ErrorKind.OVERLOADED, 529, "overloaded", "Busy.");
    await(serve(pair.b(), provider, "b", LIMITS, out -> out.failed(facts, null)));
    assertThat(((ProviderException) failure(open(call(Buffer.buffer("{}"))).opened())).facts())
        .isEqualTo(facts);
  }

  @Test
  void cancelReachesTheOtherNode() {
    Promise<Void> serving = Promise.promise();
    await(
        serve(
            pair.b(),
            provider,
            "b",
            LIMITS,
            out -> {
              out.onCancel(cancelled::complete);
              serving.complete();
            }));
    InboundStream stream = open(call(Buffer.buffer("{}")));
    await(serving.future());
    on(
        opener,
        () -> {
          stream.cancel();
          return stream;
        });
    await(cancelled.future());
  }

  @Test
  void aNodesOwnProviderIsUsedFirst() {
    AtomicInteger here = new AtomicInteger();
    AtomicInteger there = new AtomicInteger();
    await(serve(pair.b(), provider, "b", LIMITS, out -> finish(out, there)));
    await(serve(pair.a(), provider, "a", LIMITS, out -> finish(out, here)));
    for (int n = 0; n < 10; n++) {
      await(open(call(Buffer.buffer("{}"))).opened());
    }
    assertThat(here.get()).isEqualTo(10);
    assertThat(there.get()).isZero();
  }

  @Test
  void requestsGoToAnotherNodeWhereThisOneHasNoSuchProvider() {
    await(
        pair.b()
            .eventBus()
            .consumer(
                Addresses.models(provider), message -> message.reply(new ModelList(List.of())))
            .completion());
    ProviderBus bus = new ProviderBus(pair.a());
    assertThat(
            await(bus.request(Addresses.models(provider), new SessionCall("s"), ModelList.class)))
        .isEqualTo(new ModelList(List.of()));
    assertThat(
            ProviderBus.isNobody(
                failure(
                    bus.request(Addresses.models("no"), new SessionCall("s"), ModelList.class))))
        .isTrue();
    assertThat(ProviderBus.isNobody(failure(open(call(Buffer.buffer("{}"))).opened()))).isTrue();
  }

  private static void finish(OutboundStream out, AtomicInteger count) {
    count.incrementAndGet();
    out.opened(OPENED);
    out.finished(STOP, null);
  }

  private InboundStream open(StreamCall call) {
    return on(opener, () -> client.open(provider, call));
  }

  private static Object listen(InboundStream stream, Recorder recorder) {
    stream.listen(recorder);
    return recorder;
  }
}
