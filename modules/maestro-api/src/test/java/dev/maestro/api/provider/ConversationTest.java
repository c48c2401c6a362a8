package dev.maestro.api.provider;

import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.on;
import static dev.maestro.api.provider.Stage.bytes;
import static dev.maestro.api.provider.Stage.events;
import static dev.maestro.api.provider.Stage.neutral;
import static dev.maestro.api.provider.Stage.raw;
import static dev.maestro.api.provider.Stage.sse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.ProviderBus;
import dev.maestro.api.bus.Recorder;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.api.bus.Want;
import dev.maestro.api.chat.StreamEvent.TextDelta;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.upstream.UpstreamClient;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
  private static final String ANSWER = "data: Hello\r\n\r\n: ping\n\ndata: world\n\ndata: END\n\n";
  private static final FrameBody.Finished FINISHED =
      new FrameBody.Finished(AcmeWire.END, Usage.of(3, 4));

  private volatile Handler<HttpServerRequest> vendor = ConversationTest::answer;
  private final Stage stage = new Stage(request -> vendor.handle(request));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aRawBodyGoesUpAndItsAnswerComesBackByteForByte() {
    Promise<Buffer> body = Promise.promise();
    Promise<String> credential = Promise.promise();
    vendor =
        request -> {
          credential.complete(request.getHeader("authorization"));
          request.body().onComplete(body);
          answer(request);
        };
    Recorder recorder = stage.all(raw("s", Want.RAW));
    assertThat(await(body.future()).toString()).isEqualTo("{ \"as\":1 }");
    assertThat(await(credential.future())).isEqualTo("Bearer sk-s");
    assertThat(bytes(recorder).toString()).isEqualTo(ANSWER);
    assertThat(events(recorder)).isEmpty();
    assertThat(recorder.told.getLast()).isEqualTo(FINISHED);
  }

  @Test
  void aNeutralRequestIsWrittenAndItsAnswerComesBackAsEvents() {
    Promise<Buffer> body = Promise.promise();
    vendor =
        request -> {
          request.body().onComplete(body);
          answer(request);
        };
    InboundStream stream = stage.open(neutral("s", "m-1"));
    Recorder recorder = stage.listen(stream);
    await(recorder.last());
    assertThat(await(body.future()).toString()).isEqualTo("neutral m-1 true");
    assertThat(bytes(recorder).length()).isZero();
    assertThat(events(recorder))
        .containsExactly(new TextDelta(0, "Hello"), new TextDelta(0, "world"), AcmeWire.usage());
    assertThat(recorder.told.getLast()).isEqualTo(FINISHED);
    StreamOpened opened = await(stream.opened());
    assertThat(opened.headers()).isEqualTo(Map.of("request-id", "r1"));
    assertThat(opened.contentType()).isEqualTo("text/event-stream");
    assertThat(opened.warnings()).extracting("field").containsExactly("seed");
  }

  @Test
  void aStrictRequestThatTheWireCannotCarryIsRefusedBeforeTheVendorIsAsked() {
    AtomicInteger asked = new AtomicInteger();
    vendor =
        request -> {
          asked.incrementAndGet();
          answer(request);
        };
    ErrorFacts refusal = stage.refusal(neutral("s", "m-1").withStrict(true));
    assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(refusal.code()).isEqualTo("not_expressible");
    assertThat(refusal.problems()).extracting("field").containsExactly("seed");
    assertThat(bytes(stage.all(raw("s", Want.RAW).withStrict(true))).toString()).isEqualTo(ANSWER);
    assertThat(asked).hasValue(1); // what passes through needs no warning
  }

  @Test
  void bothBytesAndEventsComeWhereBothAreWanted() {
    Recorder recorder = stage.all(raw("s", Want.BOTH));
    assertThat(bytes(recorder).toString()).isEqualTo(ANSWER);
    assertThat(events(recorder)).hasSize(3);
    assertThat(recorder.told.getLast()).isEqualTo(FINISHED);
  }

  @Test
  void aLargeReadIsSentInFramesOfBoundedSize() {
    Buffer large = Buffer.buffer("data: " + "x".repeat(300_000) + "\n\n" + ANSWER);
    vendor =
        request -> {
          sse(request);
          request.response().end(large);
        };
    Recorder recorder = stage.all(raw("s", Want.BOTH));
    assertThat(bytes(recorder)).isEqualTo(large);
    assertThat(events(recorder)).hasSize(4);
    assertThat(recorder.told)
        .allSatisfy(frame -> {
          if (frame instanceof FrameBody.Data data && data.raw() != null) {
            assertThat(data.raw().length()).isLessThanOrEqualTo(16 << 10);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Want.class)
  void aWholeAnswerComesBackAsItIsAndAsTheEventsItWouldHaveHad(Want want) {
    vendor = request -> request.response().putHeader("content-type", "text/plain").end("whole");
    Recorder recorder = stage.all(raw("s", want));
    assertThat(bytes(recorder).toString()).isEqualTo(want.raw() ? "whole" : "");
    assertThat(events(recorder))
        .isEqualTo(
            want.events() ? List.of(new TextDelta(0, "whole"), AcmeWire.usage()) : List.of());
    assertThat(recorder.told.getLast()).isEqualTo(FINISHED);
  }

  @Test
  void aWholeAnswerTooLargeToBeReadStillPassesThroughWhole() {
    int size = UpstreamClient.MAX_WHOLE + 1;
    vendor = request -> request.response().end(Buffer.buffer(new byte[size]));
    Recorder recorder = stage.all(raw("s", Want.RAW));
    assertThat(bytes(recorder).length()).isEqualTo(size);
    assertThat(recorder.told.getLast()).isInstanceOf(FrameBody.Finished.class);
    assertThat(stage.broken(raw("s", Want.EVENTS)).error().kind()).isEqualTo(ErrorKind.MALFORMED);
  }

  @Test
  void aRefusalOfTheVendorKeepsItsStatusWordsBodyAndTheClientsHeaders() {
    vendor =
        request ->
            request
                .response()
                .setStatusCode(429)
                .putHeader("request-id", "r9")
                .putHeader("x-internal", "no")
                .end("{\"slow\":1}");
    ErrorFacts refusal = stage.refusal(raw("s", Want.RAW));
    assertThat(refusal)
        .isEqualTo(
            ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 429, "slow", "Slow down.")
                .withVendorAnswer("{\"slow\":1}", Map.of("request-id", "r9")));
  }

  @Test
  void anErrorAnswerThatBreaksOffIsUnreachableAndNoInternalError() {
    vendor =
        request -> {
          request.response().setStatusCode(500).putHeader("content-length", "100").write("half");
          stage.vertx.setTimer(1, now -> request.connection().close());
        };
    assertThat(stage.refusal(raw("s", Want.RAW)).kind()).isEqualTo(ErrorKind.UNREACHABLE);
  }

  @Test
  void aRedirectIsNotFollowedAndIsAnError() {
    vendor =
        request ->
            request.response().setStatusCode(302).putHeader("location", stage.url + "/other").end();
    ErrorFacts refusal = stage.refusal(raw("s", Want.RAW));
    assertThat(refusal.status()).isEqualTo(refusal.kind().status());
  }

  @Test
  void anAnswerWithoutItsTerminalEventIsTruncated() {
    vendor =
        request -> {
          sse(request);
          request.response().end("data: Hello\n\n");
        };
    FrameBody.Failed last = stage.broken(raw("s", Want.BOTH));
    assertThat(last.error().kind()).isEqualTo(ErrorKind.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "application/json"})
  void aConnectionThatBreaksInTheMiddleIsOneFailure(String type) {
    vendor =
        request -> {
          request.response().setChunked(true).putHeader("content-type", type);
          request
              .response()
              .write("data: Hello\n\n")
              .onSuccess(sent -> request.connection().close());
        };
    Recorder recorder = stage.all(raw("s", Want.RAW));
    assertThat(recorder.told.stream().filter(frame -> !(frame instanceof FrameBody.Data)))
        .singleElement()
        .isInstanceOfSatisfying(
            FrameBody.Failed.class,
            failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.TRUNCATED));
  }

  @Test
  void anErrorOutsideAnyEventIsTheStreamsFailure() {
    vendor =
        request -> {
          sse(request);
          request.response().end("data: Hello\n\n{\n  \"error\": 1\n}\n");
        };
    ErrorFacts error = stage.broken(raw("s", Want.RAW)).error();
    assertThat(error.kind()).isEqualTo(ErrorKind.VENDOR_FAILURE);
    assertThat(error.message()).contains("\"error\": 1");
  }

  @Test
  void aVendorThatDoesNotHangUpAfterItsLastEventIsHungUpOn() {
    Promise<Void> closed = Promise.promise();
    vendor =
        request -> {
          request.connection().closeHandler(closed::complete);
          sse(request);
          request.response().write(ANSWER);
        };
    Recorder recorder = stage.all(raw("s", Want.RAW));
    assertThat(recorder.told.getLast()).isEqualTo(FINISHED);
    assertThat(bytes(recorder).toString()).isEqualTo(ANSWER);
    await(closed.future());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "text/plain"})
  void aReaderThatThrowsEndsTheAnswer(String type) {
    boolean stream = type.equals("text/event-stream");
    vendor =
        request -> {
          request.response().setChunked(true).putHeader("content-type", type);
          if (stream) {
            request.response().write("data: throw\n\n");
          } else {
            request.response().end("throw");
          }
        };
    ErrorFacts error = stage.broken(raw("s", Want.RAW)).error();
    assertThat(error.kind()).isEqualTo(ErrorKind.INTERNAL);
    assertThat(error.message()).doesNotContain("planted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "vault-throws"})
  void aPartThatThrowsFailsTheStream(String session) {
    ErrorFacts error = stage.refusal(raw(session, Want.RAW));
    assertThat(error.kind()).isEqualTo(ErrorKind.INTERNAL);
    assertThat(error.message()).doesNotContain("planted");
  }

  @Test
  void aDialectThatThrowsFailsTheStream() {
    assertThat(stage.refusal(neutral("s", "unwritable")).kind()).isEqualTo(ErrorKind.INTERNAL);
  }

  @Test
  void anUnknownSessionIsNotFound() {
    assertThat(stage.refusal(raw("unknown", Want.RAW)).kind()).isEqualTo(ErrorKind.NOT_FOUND);
  }

  @Test
  void aDialectTheVendorDoesNotTakeIsUnsupportedAndNamed() {
    StreamCall call =
        StreamCall.raw("s", new Dialect("other"), "m", true, Map.of(), Buffer.buffer("{}"));
    ErrorFacts error = stage.refusal(call);
    assertThat(error.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    assertThat(error.message()).contains("other");
  }

  @Test
  void undeployingDrainsWhatRunsAndTakesNothingNew() {
    Promise<HttpServerRequest> serving = Promise.promise();
    vendor =
        request -> {
          sse(request);
          request.response().write("data: Hello\n\n");
          serving.complete(request);
        };
    InboundStream stream = stage.open(raw("s", Want.RAW));
    Recorder recorder = stage.listen(stream);
    await(recorder.first());
    Future<Void> gone = stage.vertx.undeploy(stage.deployment);
    Throwable refused = refused();
    assertThat(ProviderBus.isNobody(refused)).isTrue();
    assertThat(gone.isComplete()).isFalse();
    await(serving.future()).response().end("data: END\n\n");
    assertThat(await(recorder.last())).isEqualTo(FINISHED);
    await(gone);
  }

  /** Asks until the provider is gone; undeployment begins on another thread. */
  private Throwable refused() {
    while (true) {
      InboundStream stream = stage.open(raw("unknown", Want.RAW));
      Throwable refusal = dev.maestro.api.bus.Ends.failure(stream.opened());
      if (ProviderBus.isNobody(refusal)) {
        return refusal;
      }
    }
  }

  @Test
  void cancelBeforeTheVendorAnsweredClosesItsConnection() {
    Promise<HttpServerRequest> asked = Promise.promise();
    Promise<Void> closed = Promise.promise();
    vendor =
        request -> {
          request.connection().closeHandler(closed::complete);
          asked.complete(request);
        };
    InboundStream stream = stage.open(raw("s", Want.RAW));
    await(asked.future());
    on(
        stage.opener,
        () -> {
          stream.cancel();
          return stream;
        });
    await(closed.future());
  }

  private static void answer(HttpServerRequest request) {
    sse(request);
    request.response().putHeader("request-id", "r1").putHeader("x-internal", "no").end(ANSWER);
  }
}
