package dev.maestro.api.bus;

import static dev.maestro.api.bus.Ends.OPENED;
import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.call;
import static dev.maestro.api.bus.Ends.data;
import static dev.maestro.api.bus.Ends.on;
import static dev.maestro.api.bus.Ends.serve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of a stream when one of two nodes goes. */
class NodeDeathTest {
  private static final StreamLimits LIMITS = StreamLimits.DEFAULT;

  /** With a deadline far away: what is noticed is noticed because the node cannot be written to. */
  private static final StreamLimits PATIENT =
      new StreamLimits(16, 16 << 10, 256 << 10, 100, 600_000);

  private final Promise<Void> cancelled = Promise.promise();
  private final Pair pair = Pair.start();
  private final Context opener = pair.a().getOrCreateContext();
  private final StreamClient client = new StreamClient(pair.a(), "a", LIMITS);

  @AfterEach
  void close() {
    pair.close();
  }

  @Test
  void theDeathOfTheServersNodeIsLostWithinThreeSeconds() {
    await(
        serve(
            pair.b(),
            "b",
            LIMITS,
            out -> {
              out.opened(OPENED);
              out.data(data(0));
            }));
    InboundStream stream = open(call(Buffer.buffer("{}")));
    Recorder recorder = new Recorder(data -> stream.consumed());
    on(opener, () -> listen(stream, recorder));
    await(recorder.first());
    Future<Long> noticed = recorder.last().map(frame -> System.nanoTime());
    long start = System.nanoTime();
    Future<Void> closing = pair.b().close();
    assertThat((await(noticed) - start) / 1_000_000).isLessThan(3_000);
    assertThat(((FrameBody.Failed) await(recorder.last())).error().kind())
        .isEqualTo(ErrorKind.LOST);
    await(closing);
  }

  @Test
  void theDeathOfTheOpenersNodeCancelsAtTheServer() {
    Promise<Void> serving = Promise.promise();
    await(
        serve(
            pair.b(),
            "b",
            PATIENT,
            out -> {
              out.onCancel(cancelled::complete);
              out.opened(OPENED);
              serving.complete();
            }));
    StreamClient patient = new StreamClient(pair.a(), "a", PATIENT);
    await(on(opener, () -> patient.open("acme", call(Buffer.buffer("{}")))).opened());
    await(pair.a().close());
    await(cancelled.future());
  }

  private InboundStream open(StreamCall call) {
    return on(opener, () -> client.open("acme", call));
  }

  private static Object listen(InboundStream stream, Recorder recorder) {
    stream.listen(recorder);
    return recorder;
  }
}
