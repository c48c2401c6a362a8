package dev.maestro.api.bus;

import static dev.maestro.api.bus.Ends.OPENED;
import static dev.maestro.api.bus.Ends.QUICK;
import static dev.maestro.api.bus.Ends.STOP;
import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.call;
import static dev.maestro.api.bus.Ends.data;
import static dev.maestro.api.bus.Ends.failure;
import static dev.maestro.api.bus.Ends.on;
import static dev.maestro.api.bus.Ends.serve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.StreamControl.BodyChunk;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes by name on one Vert.x: what the ends do where a node is silent or gone. */
class RemoteStreamTest {
  /** For what has nothing to do with silence: no pause of the machine is taken for one. */
  private static final StreamLimits PATIENT = new StreamLimits(16, 16 << 10, 256 << 10, 20, 60_000);

  private static final StreamLimits KEPT_ALIVE =
      new StreamLimits(16, 16 << 10, 256 << 10, 50, 1_500);

  private final Vertx vertx = Vertx.vertx();
  private final Context opener = vertx.getOrCreateContext();
  private final Promise<Void> cancelled = Promise.promise();

  @BeforeEach
  void register() {
    BusCodecs.register(vertx.eventBus());
    await(vertx.deployVerticle(new StreamNode("a")));
    await(vertx.deployVerticle(new StreamNode("b")));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void aSilentStreamIsKeptAliveFromBothEndsBeyondTheDeadline() {
    AtomicInteger alive = new AtomicInteger();
    AtomicInteger listening = new AtomicInteger();
    Promise<OutboundStream> serving = Promise.promise();
    Promise<Void> longer = Promise.promise();
    long rounds = 2 * KEPT_ALIVE.deadlineMillis() / KEPT_ALIVE.keepAliveMillis();
    vertx
        .eventBus()
        .addOutboundInterceptor(delivery -> {
          boolean crosses = delivery.message().address().startsWith("streams.");
          if (crosses
              && delivery.body() instanceof StreamFrame frame
              && frame.body() instanceof FrameBody.Alive) {
            alive.incrementAndGet();
          } else if (crosses
              && delivery.body() instanceof StreamControl control
              && control.command() instanceof StreamControl.Listening) {
            listening.incrementAndGet();
          }
          if (alive.get() > rounds && listening.get() > rounds) {
            longer.tryComplete();
          }
          delivery.next();
        });
    Promise<Context> server = Promise.promise();
    await(
        serve(
            vertx,
            "b",
            KEPT_ALIVE,
            out -> {
              out.onCancel(cancelled::complete);
              server.complete(Vertx.currentContext());
              serving.complete(out);
            }));
    InboundStream stream = open(KEPT_ALIVE);
    OutboundStream out = await(serving.future());
    await(longer.future());
    assertThat(stream.opened().isComplete()).isFalse();
    Recorder recorder = new Recorder(data -> {});
    on(
        await(server.future()),
        () -> {
          out.opened(OPENED);
          out.finished(STOP, null);
          return out;
        });
    on(opener, () -> listen(stream, recorder));
    assertThat(await(recorder.last())).isInstanceOf(FrameBody.Finished.class);
    assertThat(cancelled.future().isComplete()).isFalse();
  }

  @Test
  void aServerThatFallsSilentIsLostAtTheDeadline() {
    swallow("frozen");
    await(Ends.accept(vertx, "frozen"));
    long start = System.nanoTime();
    InboundStream stream = open(QUICK);
    assertThat(kind(failure(stream.opened()))).isEqualTo(ErrorKind.LOST);
    assertThat((System.nanoTime() - start) / 1_000_000)
        .isBetween(QUICK.deadlineMillis(), 10 * QUICK.deadlineMillis());
  }

  @Test
  void byDefaultASilentNodeIsNoticedWithinThreeSeconds() {
    assertThat(StreamLimits.DEFAULT.deadlineMillis() + StreamLimits.DEFAULT.keepAliveMillis())
        .isLessThanOrEqualTo(3_000);
    assertThat(StreamLimits.DEFAULT.keepAliveMillis()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void aServersNodeThatIsGoneIsLostWithoutWaitingForTheDeadline() {
    await(Ends.accept(vertx, "gone"));
    InboundStream stream = open();
    assertThat(kind(failure(stream.opened()))).isEqualTo(ErrorKind.LOST);
  }

  @Test
  void anOpenerThatFallsSilentCancelsAtTheServer() {
    swallow("frozen");
    OutboundStream out = outbound("frozen", QUICK, 0);
    await(cancelled.future());
    assertThat(out.isDone()).isTrue();
  }

  @Test
  void anOpenersNodeThatIsGoneCancelsAtTheServer() {
    assertThat(outbound("gone", PATIENT, 0).call().isComplete()).isTrue();
    await(cancelled.future());
  }

  @Test
  void cancelReachesTheOtherNode() {
    await(
        serve(
            vertx,
            "b",
            PATIENT,
            out -> {
              out.onCancel(cancelled::complete);
              out.opened(OPENED);
              out.data(data(0));
            }));
    InboundStream stream = open();
    Recorder recorder = new Recorder(data -> stream.cancel());
    on(opener, () -> listen(stream, recorder));
    await(cancelled.future());
    assertThat(recorder.told).hasSize(1);
  }

  @Test
  void aFrameOfANewerVersionIsCountedAndPassedOver() {
    await(
        serve(
            vertx,
            "b",
            PATIENT,
            out -> {
              out.opened(OPENED);
              out.data(data(0));
            }));
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
    say(new StreamFrame(name, -1, new FrameBody.Unknown()));
    say(new StreamFrame(name, 2, new FrameBody.Unknown()));
    say(new StreamFrame(name, 3, data(1)));
    say(new StreamFrame(name, 4, new FrameBody.Finished(STOP, null)));
    assertThat(await(recorder.last())).isInstanceOf(FrameBody.Finished.class);
    assertThat(recorder.told).hasSize(3);
  }

  @Test
  void aCommandOfANewerVersionIsPassedOver() {
    swallow("frozen");
    OutboundStream out = outbound("frozen", PATIENT, 100);
    say(new StreamControl.Unknown());
    say(new BodyChunk(0, Buffer.buffer("x".repeat(100)), true));
    assertThat(await(out.call()).raw().length()).isEqualTo(100);
  }

  @Test
  void aBodyThatThisVersionCannotReadFailsTheCall() {
    swallow("frozen");
    StreamCall call =
        StreamCall.neutral("s", Samples.request(new Dialect("x")), Map.of()).withoutBody();
    OutboundStream out = outbound(new OpenStream("s", "frozen", 16, 2, call), PATIENT);
    say(new BodyChunk(0, Buffer.buffer("[]"), true));
    assertThat(kind(failure(out.call()))).isEqualTo(ErrorKind.UNAVAILABLE);
  }

  @Test
  void aPieceOfTheBodyThatIsMissingFailsTheCall() {
    swallow("frozen");
    OutboundStream out = outbound("frozen", PATIENT, 100);
    say(new BodyChunk(1, Buffer.buffer("x".repeat(10)), false));
    assertThat(kind(failure(out.call()))).isEqualTo(ErrorKind.LOST);
  }

  @Test
  void aBodyOfAnotherLengthThanWasSaidFailsTheCall() {
    swallow("frozen");
    OutboundStream longer = outbound("frozen", KEPT_ALIVE, 100);
    say(new BodyChunk(0, Buffer.buffer("x".repeat(101)), true));
    assertThat(kind(failure(longer.call()))).isEqualTo(ErrorKind.LOST);
    // What comes after it is passed over.
    say(new BodyChunk(1, Buffer.buffer("x"), true));
    await(cancelled.future());
  }

  @Test
  void aBodyThatIsShorterThanWasSaidFailsTheCall() {
    swallow("frozen");
    OutboundStream out = outbound("frozen", PATIENT, 100);
    say(new BodyChunk(0, Buffer.buffer("x"), true));
    assertThat(kind(failure(out.call()))).isEqualTo(ErrorKind.LOST);
  }

  private OutboundStream outbound(String from, StreamLimits limits, int bodyFollows) {
    OpenStream open =
        new OpenStream("s", from, 16, bodyFollows, call(Buffer.buffer("{}")).withoutBody());
    return outbound(open, limits);
  }

  private OutboundStream outbound(OpenStream open, StreamLimits limits) {
    return on(
        vertx.getOrCreateContext(),
        () -> {
          OutboundStream out = new OutboundStream(vertx, "b", open, limits);
          out.onCancel(cancelled::complete);
          return out;
        });
  }

  private void say(StreamControl.Command command) {
    vertx.eventBus().send(Addresses.node("b"), new StreamControl("s", command));
  }

  private void say(StreamFrame frame) {
    vertx.eventBus().send(Addresses.node("a"), frame);
  }

  /** A node that takes what is sent to it, and does nothing. */
  private void swallow(String node) {
    await(vertx.eventBus().consumer(Addresses.node(node), message -> {}).completion());
  }

  private InboundStream open() {
    return open(PATIENT);
  }

  private InboundStream open(StreamLimits limits) {
    StreamClient client = new StreamClient(vertx, "a", limits);
    return on(opener, () -> client.open("acme", call(Buffer.buffer("{}"))));
  }

  private static Object listen(InboundStream stream, Recorder recorder) {
    stream.listen(recorder);
    return recorder;
  }

  private static ErrorKind kind(Throwable failure) {
    return ((ProviderException) failure).kind();
  }
}
