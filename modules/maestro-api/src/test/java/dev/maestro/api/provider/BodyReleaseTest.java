package dev.maestro.api.provider;

import static dev.maestro.api.bus.Ends.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.Recorder;
import dev.maestro.api.bus.StreamCall;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.lang.ref.WeakReference;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request that is on its way is kept by nobody while its answer streams. */
class BodyReleaseTest {
  private static final int LARGE = 8 << 20;

  private final Promise<HttpServerResponse> answering = Promise.promise();
  private final Promise<Integer> length = Promise.promise();
  private final Stage stage =
      new Stage(request ->
          request
              .body()
              .onSuccess(body -> {
                length.complete(body.length());
                Stage.sse(request);
                request.response().write("data: Hello\n\n");
                answering.complete(request.response());
              }));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void theBodyIsLetGoWhileTheAnswerStreams() {
    WeakReference<Buffer> body = new WeakReference<>(body());
    InboundStream stream = open(body);
    Recorder recorder = stage.listen(stream);
    await(recorder.first());
    assertThat(await(length.future())).isEqualTo(LARGE);

    assertThat(isLetGo(body)).isTrue();

    HttpServerResponse response = await(answering.future());
    response.end("data: END\n\n");
    assertThat(await(recorder.last())).isInstanceOf(FrameBody.Finished.class);
  }

  private InboundStream open(WeakReference<Buffer> body) {
    return stage.open(StreamCall.raw("s", AcmeWire.DIALECT, "m", true, Map.of(), body.get()));
  }

  private static Buffer body() {
    return Buffer.buffer("x".repeat(LARGE));
  }

  /** Whether the collector finds nobody who holds it; each round asks it to look again. */
  private static boolean isLetGo(WeakReference<Buffer> reference) {
    for (int round = 0; round < 50 && reference.get() != null; round++) {
      System.gc();
    }
    return reference.get() == null;
  }
}
