package dev.maestro.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.chat.Warning;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's own dialect, passed through or translated. */
class CompatibleChatTest {
  private static final String PATH = "/v1/chat/completions";
  private final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void sessions() {
    gateway.core.add("same", FakeDialect.DIALECT);
    gateway.core.add("cross", new Dialect("another"));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private HttpResponse<String> ask(String session, boolean stream, String... headers)
      throws Exception {
    var request =
        gateway.posting(
            PATH, "{\"model\":\"" + session + "/m-1\",\"stream\":" + stream + ",\"text\":\"hi\"}");
    return gateway.send(headers.length == 0 ? request : request.headers(headers));
  }

  @Test
  void theVendorsBytesPassAsTheyCame() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(FakeVendor.raw("data: on"));
          stream.data(FakeVendor.raw("e\r\n\r\nevent: new\n"));
          stream.finished(FakeVendor.STOP, null);
        };

    HttpResponse<String> answer =
        ask("same", true, "x-beta", "b", "maestro-strict", "true", "acme-organization", "org");

    assertThat(answer.body()).isEqualTo("data: one\r\n\r\nevent: new\n");
    assertThat(answer.headers().firstValue("x-vendor-request-id")).contains("req-1");
    assertThat(gateway.core.asked.raw().toJsonObject().getString("model")).isEqualTo("m-1");
    assertThat(gateway.core.asked.headers())
        .containsEntry("x-beta", "b")
        .doesNotContainKeys("authorization", "acme-organization", "maestro-strict", "host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"same", "cross"})
  void theBodyIsLetGoWhileTheAnswerStreams(String session) throws Exception {
    Promise<Runnable> ending = Promise.promise();
    gateway.vendor.behaviour =
        stream -> {
          Context context = Vertx.currentContext();
          stream.opened(FakeVendor.opened());
          stream.data(
              session.equals("same")
                  ? FakeVendor.raw("data: one\n\n")
                  : FakeVendor.events(FakeVendor.text("one")));
          ending.complete(
              () -> context.runOnContext(now -> stream.finished(FakeVendor.STOP, null)));
        };
    HttpRequest request =
        gateway
            .posting(PATH, "{\"model\":\"" + session + "/m\",\"stream\":true,\"text\":\"hi\"}")
            .build();
    try (InputStream answer =
        gateway.client().send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      assertThat(new String(answer.readNBytes(9), UTF_8)).isEqualTo("data: one");
      for (int round = 0; round < 50 && gateway.dialect.body.get() != null; round++) {
        System.gc();
      }
      assertThat(gateway.dialect.body.get()).isNull();
      ending.future().await().run();
      assertThat(new String(answer.readAllBytes(), UTF_8)).startsWith("\n\n");
    }
  }

  @Test
  void aWholeAnswerOfTheSameDialectPassesToo() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(
              new dev.maestro.api.bus.StreamOpened(
                  "application/json", Map.of(), java.util.List.of()));
          stream.data(FakeVendor.raw("{\"odd\":  1}"));
          stream.finished(FakeVendor.STOP, null);
        };

    HttpResponse<String> answer = ask("same", false);

    assertThat(answer.body()).isEqualTo("{\"odd\":  1}");
    assertThat(gateway.core.asked.streaming()).isFalse();
  }

  @Test
  void anotherDialectIsTranslatedStreamedAndWhole() throws Exception {
    gateway.vendor.behaviour = FakeVendor::hello;

    assertThat(ask("cross", true).body())
        .isEqualTo("data: Hello\n\ndata:  world\n\ndata: end stop\n\n");
    JsonObject whole = new JsonObject(ask("cross", false).body());
    assertThat(whole.getString("text")).isEqualTo("Hello world");
    assertThat(whole.getString("last")).isEqualTo("Finished");
    assertThat(gateway.core.asked.headers()).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeWrittenFailsAndItsVendorIsCancelled() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(FakeVendor.events(FakeVendor.text("x")));
          stream.data(FakeVendor.events(new StreamEvent.ToolCallDelta(0, 0, "{")));
        };

    assertThat(ask("cross", true).body()).isEqualTo("data: x\n\ndata: broken malformed\n\n");
    gateway
        .vendor
        .cancelled
        .future()
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void whatTheTargetCannotExpressIsReportedOrRefused() throws Exception {
    ErrorFacts refusal = ErrorFacts.of(ErrorKind.INVALID_REQUEST, "There is no seed.");
    gateway.vendor.behaviour =
        stream -> {
          if (gateway.core.asked.strict()) {
            stream.failed(refusal, null);
          }
          stream.opened(FakeVendor.opened(Warning.unsupported("seed", "There is no seed.")));
          stream.data(FakeVendor.events(FakeVendor.text("x")));
          stream.finished(FakeVendor.STOP, null);
        };

    assertThat(ask("cross", true).headers().firstValue("maestro-warnings"))
        .contains("unsupported seed");
    HttpResponse<String> strict = ask("cross", true, "maestro-strict", "true");
    assertThat(strict.statusCode()).isEqualTo(400);
    assertThat(strict.body()).contains("There is no seed.");
  }

  @Test
  void aPageOfAProxyBecomesAnErrorInTheClientsDialect() throws Exception {
    gateway.vendor.behaviour =
        stream ->
            stream.failed(
                ErrorFacts.vendor(ErrorKind.TOO_LARGE, 413, null, "Too large.")
                    .withVendorAnswer("\n<html>413</html>", Map.of("x-request-id-v", "r")),
                null);

    HttpResponse<String> same = ask("same", true);
    assertThat(same.statusCode()).isEqualTo(413);
    assertThat(new JsonObject(same.body()).getString("fake_error")).isEqualTo("Too large.");
    assertThat(same.headers().firstValue("x-request-id-v")).contains("r");
  }

  @Test
  void aVendorsErrorPassesToItsOwnDialectAndIsTranslatedForAnyOther() throws Exception {
    gateway.vendor.behaviour =
        stream ->
            stream.failed(
                ErrorFacts.vendor(ErrorKind.INVALID_REQUEST, 400, null, "No.")
                    .withVendorAnswer("{\"vendor\":\"No.\"}", Map.of("x-request-id-v", "r")),
                null);

    HttpResponse<String> same = ask("same", true);
    assertThat(same.statusCode()).isEqualTo(400);
    assertThat(same.body()).isEqualTo("{\"vendor\":\"No.\"}");
    assertThat(same.headers().firstValue("x-request-id-v")).contains("r");
    assertThat(same.headers().firstValue("maestro-error-origin")).contains("provider");
    assertThat(ask("cross", true).body()).contains("fake_error").doesNotContain("vendor\"");
  }

  @Test
  void aBrokenStreamEndsWithTheDialectsOwnError() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(
              new dev.maestro.api.bus.FrameBody.Data(
                  io.vertx.core.buffer.Buffer.buffer("data: hal"), java.util.List.of()));
          stream.failed(ErrorFacts.of(ErrorKind.TRUNCATED, "Broke off."), Usage.of(1, 1));
        };

    assertThat(ask("same", true).body()).isEqualTo("data: hal\n\ndata: broken truncated\n\n");
    assertThat(ask("cross", true).body()).endsWith("data: broken truncated\n\n");
    assertThat(ask("same", false).statusCode()).isEqualTo(502);
  }

  @Test
  void aRequestThatFailsAfterItsStreamWasOpenedLetsTheVendorGo() throws Exception {
    gateway.vendor.behaviour =
        stream ->
            stream.opened(
                new dev.maestro.api.bus.StreamOpened(
                    "text/event-stream\nbroken: yes", Map.of(), java.util.List.of()));

    assertThat(ask("same", true).statusCode()).isEqualTo(500);
    gateway.vendor.cancelled.future().await();
  }

  @Test
  void aConversationCannotBeJoinedYet() throws Exception {
    assertThat(ask("same", true, "maestro-context", "c1").statusCode()).isEqualTo(422);
  }
}
