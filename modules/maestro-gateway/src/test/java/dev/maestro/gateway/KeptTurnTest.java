package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.core.turn.KeptTurn;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client's format cannot carry is kept before the client hears of the end. */
class KeptTurnTest {
  private static final Signature SIGNATURE = new Signature(new Dialect("vendor"), "sig");
  private final RunningGateway gateway = new RunningGateway();
  private final CountDownLatch finished = new CountDownLatch(1);

  @AfterEach
  void close() {
    gateway.close();
  }

  private HttpResponse<String> ask(boolean stream) throws Exception {
    return gateway.send(
        gateway.posting(
            "/v1/chat/completions",
            "{\"model\":\"cross/m-1\",\"stream\":" + stream + ",\"text\":\"hi\"}"));
  }

  private void answerWithASignedCall() {
    gateway.core.add("cross", new Dialect("another"));
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(
              FakeVendor.events(
                  new StreamEvent.Started("a", "m"),
                  FakeVendor.text("Looking."),
                  new StreamEvent.ToolCallStarted(0, 0, "call-1", "f"),
                  new StreamEvent.Signed(0, StreamEvent.PartKind.TOOL_CALL, 0, SIGNATURE),
                  new StreamEvent.ToolCallEnded(0, 0)));
          stream.finished(FakeVendor.STOP, null);
          finished.countDown();
        };
  }

  @Test
  void theEndWaitsUntilTheTurnIsKept() throws Exception {
    answerWithASignedCall();
    gateway.core.keeping = Promise.promise();
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return ask(true);
          } catch (Exception broken) {
            throw new IllegalStateException(broken);
          }
        });
    assertThat(finished.await(10, TimeUnit.SECONDS)).isTrue();
    // Whatever the gateway had to say by then has been said when it has answered twice more.
    gateway.send(gateway.request("/health/live"));
    gateway.send(gateway.request("/health/live"));
    assertThat(answer).isNotDone();

    gateway.core.keeping.complete();

    assertThat(answer.get(10, TimeUnit.SECONDS).body()).endsWith("data: end stop\n\n");
    assertThat(gateway.core.kept)
        .isEqualTo(
            new KeptTurn(
                "fake",
                "m-1",
                List.of(
                    Part.Text.of("Looking."), new Part.ToolCall("call-1", "f", "{}", SIGNATURE))));
  }

  @Test
  void anAnswerIsNotSpoiledWhereItsTurnCannotBeKept() throws Exception {
    answerWithASignedCall();
    gateway.core.keeping = Promise.promise();
    gateway.core.keeping.fail("no database");

    assertThat(ask(false).statusCode()).isEqualTo(200);
  }

  @Test
  void aFaultInKeepingLeavesNoClientWaiting() throws Exception {
    answerWithASignedCall();
    gateway.core.keeping = null; // keepTurn throws

    assertThat(ask(false).statusCode()).isEqualTo(200);
  }

  @Test
  void aTurnWithoutAnythingToCarryIsNotKept() throws Exception {
    answerWithASignedCall();
    gateway.vendor.behaviour = FakeVendor::hello;

    assertThat(ask(true).body()).endsWith("data: end stop\n\n");
    assertThat(gateway.core.kept).isNull();
  }
}
