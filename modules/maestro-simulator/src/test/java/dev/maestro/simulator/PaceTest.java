package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.simulator.ReceivedRequest.State;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How fast answers are written, where they break off, and who notices. */
class PaceTest {
  @RegisterExtension static final Running RUNNING = new Running();

  private static final String STREAM = ",\"stream\":true";

  private final Http http = RUNNING.http();
  private final Simulator simulator = RUNNING.simulator();

  private ReceivedRequest ended(String prompt) throws Exception {
    return Running.await(
        simulator.awaitRequest(request -> request.body().contains(prompt) && request.ended()));
  }

  @Test
  void aCutStreamBreaksTheConnectionAfterSoManyEvents() throws Exception {
    assertThatThrownBy(() -> http.chat("cut me [[sim:cut=3]]", STREAM))
        .isInstanceOf(IOException.class);
    var request = ended("cut me");
    assertThat(request.state()).isEqualTo(State.CUT);
    assertThat(request.eventsWritten()).isEqualTo(3);
  }

  @Test
  void aCutWholeAnswerBreaksInItsBody() throws Exception {
    assertThatThrownBy(() -> http.chat("cut whole [[sim:cut=0]]", ""))
        .isInstanceOf(IOException.class);
    assertThat(ended("cut whole").state()).isEqualTo(State.CUT);
  }

  @Test
  void aTruncatedStreamEndsInOrderWithoutItsLastEvents() throws Exception {
    assertThat(http.messages("x [[sim:truncate]]", STREAM).body())
        .contains("content_block_stop")
        .doesNotContain("message_delta", "message_stop");
    assertThat(http.chat("x [[sim:truncate]]", STREAM).body()).doesNotContain("[DONE]");
    assertThat(http.responses("x [[sim:truncate]]", STREAM).body())
        .doesNotContain("response.completed");
    assertThat(http.gemini("streamGenerateContent?alt=sse", "x [[sim:truncate]]", "").body())
        .doesNotContain("finishReason");
  }

  @Test
  void aSlowStreamTakesItsTimeBeforeEachEvent() throws Exception {
    long before = System.nanoTime();
    int events = http.chat("x [[sim:tokens=3 slow=20]]", STREAM).events().size();
    assertThat(System.nanoTime() - before).isGreaterThan(events * 20_000_000L);
  }

  @Test
  void aDelayedAnswerStartsLater() throws Exception {
    http.chat("later [[sim:delay=150]]", "");
    var request = ended("later");
    assertThat(request.startedAt() - request.receivedAt()).isGreaterThanOrEqualTo(145);
  }

  @Test
  void choppedEventsArriveUnchanged() throws Exception {
    var answer = http.messages("héllo ✓ [[sim:chop=1 echo]]", STREAM);
    assertThat(answer.body()).contains("✓").endsWith("\n\n");
    assertThat(answer.events().getLast().path("type").asText()).isEqualTo("message_stop");
    var request = ended("héllo ✓");
    assertThat(request.bytesWritten())
        .isEqualTo(answer.body().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void aClientThatLeavesIsNoticedAtOnce() throws Exception {
    for (String marker : new String[] {"endless slow=5", "delay=60000"}) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
        send(socket, "/v1/chat/completions", Bodies.chat("leaving [[sim:" + marker + "]]", STREAM));
        Running.await(
            simulator.awaitRequest(request -> request.body().contains("leaving [[sim:" + marker)));
      }
      long left = System.currentTimeMillis();
      var request = ended("leaving [[sim:" + marker);
      assertThat(request.state()).isEqualTo(State.ABORTED);
      assertThat(request.endedAt() - left).isLessThan(5_000);
    }
  }

  @Test
  void anEndlessWholeAnswerNeverComesUntilTheClientLeaves() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
      send(socket, "/v1/chat/completions", Bodies.chat("waiting [[sim:endless]]", ""));
      Running.await(
          simulator.awaitRequest(
              request -> request.body().contains("waiting") && !request.model().isEmpty()));
    }
    assertThat(ended("waiting").status()).isZero();
  }

  @Test
  void aClientThatReadsNothingStallsTheWriterWithinAMebibyte() throws Exception {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(64 * 1024);
      socket.connect(
          new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), simulator.port()));
      send(socket, "/v1/chat/completions", Bodies.chat("stalling [[sim:bytes=64MB]]", STREAM));
      var stalled =
          Running.await(
              simulator.awaitRequest(
                  request -> request.body().contains("stalling") && request.stalled()));
      assertThat(stalled.bytesWritten()).isLessThan(1024 * 1024);
      assertThat(http.chat("meanwhile", "").status()).isEqualTo(200);
      assertThat(simulator.requestsSince(stalled.seq() - 1).getFirst().bytesWritten())
          .isLessThan(1024 * 1024);
    }
    assertThat(ended("stalling").state()).isEqualTo(State.ABORTED);
  }

  @Test
  void aBigStreamIsWholeAndItsHashIsInTheLog() throws Exception {
    long bytes = 0;
    try (InputStream in =
        http.open(
                Vendor.GEMINI,
                "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
                Bodies.gemini("big [[sim:bytes=8MB]]", ""))
            .body()) {
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
    }
    var request = ended("big [[sim");
    assertThat(request.state()).isEqualTo(State.COMPLETED);
    assertThat(request.bytesWritten()).isEqualTo(bytes).isGreaterThan(8 << 20);
    assertThat(request.text().characters())
        .isEqualTo((8 << 20) + "\n\nReference: ".length() + request.nonce().length());
  }

  private static void send(Socket socket, String path, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer sim-openai-key\r\n"
            + "content-type: application/json\r\ncontent-length: "
            + bytes.length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }
}
