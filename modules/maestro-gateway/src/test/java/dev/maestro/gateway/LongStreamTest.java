package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.bus.OutboundStream;
import dev.maestro.api.bus.StreamLimits;
import dev.maestro.api.chat.StreamEvent;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Streams that are silent, slow, or still running when the gateway stops. */
class LongStreamTest {
  private static final String CHAT = "/api/sessions/fake/work/chat";

  /** Large, so that a queue which counts writes and not bytes holds more than it should. */
  private static final int PIECE = 128_000;

  private static final String BODY =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  @Test
  void aSilentStreamGetsComments() throws Exception {
    try (RunningGateway gateway = new RunningGateway(Duration.ofMillis(50))) {
      gateway.core.add("work");
      gateway.vendor.behaviour =
          stream -> {
            stream.opened(FakeVendor.opened());
            gateway.vertx.setTimer(1_500, late -> stream.finished(FakeVendor.STOP, null));
          };

      assertThat(gateway.post(CHAT, BODY).body()).startsWith(": ping\n\n").contains("finished");
    }
  }

  @Test
  void aClientThatDoesNotReadStopsTheVendor() throws Exception {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.core.add("work");
      AtomicLong sent = new AtomicLong();
      CompletableFuture<Void> dry = new CompletableFuture<>();
      gateway.vendor.behaviour = stream -> flood(stream, sent, dry, gateway);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port)) {
        socket.setReceiveBufferSize(16 << 10);
        socket
            .getOutputStream()
            .write(
                ("POST "
                        + CHAT
                        + " HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer admin\r\n"
                        + "content-type: application/json\r\ncontent-length: "
                        + BODY.length()
                        + "\r\n\r\n"
                        + BODY)
                    .getBytes(StandardCharsets.US_ASCII));
        dry.get(20, TimeUnit.SECONDS);
        assertThat(sent.get())
            .as("the stream's credits, and what the sockets take beside them")
            .isLessThan((StreamLimits.DEFAULT.credits() + 8L) * PIECE);
      }
      gateway
          .vendor
          .cancelled
          .future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
    }
  }

  /** Sends while it may; dry once it could not for a second. */
  private static void flood(
      OutboundStream stream, AtomicLong sent, CompletableFuture<Void> dry, RunningGateway gateway) {
    stream.opened(FakeVendor.opened());
    String piece = "x".repeat(PIECE);
    AtomicLong seen = new AtomicLong(-1);
    Runnable more =
        () -> {
          while (stream.isWritable() && sent.get() < (64 << 20)) {
            stream.data(FakeVendor.events(FakeVendor.text(piece)));
            sent.addAndGet(piece.length());
          }
        };
    stream.onCredit(more);
    gateway.vertx.setPeriodic(
        500,
        timer -> {
          if (sent.get() == seen.getAndSet(sent.get())) {
            dry.complete(null);
          }
        });
    more.run();
  }

  @Test
  void aStopWaitsForRunningStreamsAndRefusesNewRequests() throws Exception {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.core.add("work");
      CompletableFuture<OutboundStream> open = new CompletableFuture<>();
      gateway.vendor.behaviour =
          stream -> {
            stream.opened(FakeVendor.opened());
            stream.data(FakeVendor.events(new StreamEvent.Started("a", "m")));
            open.complete(stream);
          };
      HttpResponse<InputStream> answer =
          gateway
              .client()
              .send(gateway.posting(CHAT, BODY).build(), HttpResponse.BodyHandlers.ofInputStream());
      OutboundStream stream = open.get(20, TimeUnit.SECONDS);

      var stopped = gateway.vertx.undeploy(gateway.deployment);

      HttpResponse<String> ready;
      do {
        ready = gateway.get("/health/ready"); // the stop begins on another thread
      } while (ready.statusCode() == 200);
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("draining");
      assertThat(gateway.get("/api/sessions").statusCode()).isEqualTo(503);
      assertThat(stopped.isComplete()).isFalse();
      gateway.vertx.runOnContext(now -> stream.finished(FakeVendor.STOP, null));
      String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(body).contains("event: finished");
      stopped.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }
}
