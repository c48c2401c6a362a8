package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What people must act on: listed, acknowledged, and streamed. */
class NotificationsTest {
  private static final String PATH = "/api/notifications";

  @Test
  void allOrTheOpenOnesAreListedWithWhatHelps() throws Exception {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.core.notifications.add("The login is gone.", false);
      gateway.core.notifications.add("The other is back.", true);

      HttpResponse<String> list = gateway.get(PATH);

      assertThat(list.statusCode()).isEqualTo(200);
      var all = new JsonObject(list.body()).getJsonArray("notifications");
      assertThat(all).hasSize(2);
      assertThat(all.getJsonObject(1).encode())
          .isEqualTo(
              "{\"id\":1,\"kind\":\"needs_login\",\"provider\":\"fake\",\"session\":\"work\","
                  + "\"detail\":\"The login is gone.\","
                  + "\"action\":{\"command\":\"maestro login fake --name work\","
                  + "\"link\":\"/api/sessions/fake/work\"},"
                  + "\"created_at\":\"2026-01-02T03:04:05Z\","
                  + "\"acked_at\":null,\"settled_at\":null}");
      assertThat(
              new JsonObject(gateway.get(PATH + "?open=true").body()).getJsonArray("notifications"))
          .hasSize(1);
      assertThat(RunningGateway.error(gateway.get(PATH + "?open=maybe")).getString("field"))
          .isEqualTo("open");
    }
  }

  @Test
  void oneIsAcknowledgedOrNotThere() throws Exception {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.core.notifications.add("The login is gone.", false);

      HttpResponse<String> acked = gateway.send(posting(gateway, PATH + "/1/ack"));
      assertThat(acked.statusCode()).isEqualTo(200);
      assertThat(new JsonObject(acked.body()).getInteger("id")).isEqualTo(1);
      HttpResponse<String> none = gateway.send(posting(gateway, PATH + "/2/ack"));
      assertThat(none.statusCode()).isEqualTo(404);
      assertThat(RunningGateway.problem(none).getString("code"))
          .isEqualTo("notification_not_found");
    }
  }

  @Test
  void onlyOperatorsAreTold() throws Exception {
    try (RunningGateway gateway = new RunningGateway()) {
      for (String path : List.of(PATH, PATH + "/stream")) {
        assertThat(
                gateway
                    .send(gateway.request(path).setHeader("authorization", "Bearer client"))
                    .statusCode())
            .isEqualTo(403);
      }
      assertThat(
              gateway
                  .send(
                      posting(gateway, PATH + "/1/ack").setHeader("authorization", "Bearer client"))
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              gateway
                  .send(gateway.request(PATH).setHeader("authorization", "Bearer operator"))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aStreamBeginsWithWhatIsOpenAndGoesOnWithAllThatComes() throws Exception {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.core.notifications.add("settled", true);
      gateway.core.notifications.add("open", false);
      gateway.core.notifications.add("settled too", true);
      try (BufferedReader lines = open(gateway, gateway.request(PATH + "/stream"))) {
        assertThat(event(lines)).startsWith("id: 2", "event: notification");
        gateway.core.notifications.add("passing", true);
        gateway.core.notifications.tell();
        List<String> next = event(lines);
        assertThat(next.getFirst()).isEqualTo("id: 4");
        assertThat(next.getLast())
            .isEqualTo("data: " + gateway.core.notifications.all.getLast().json().encode());
      }
    }
  }

  @Test
  void aStreamGoesOnAfterTheLastEventThatWasSeen() throws Exception {
    try (RunningGateway gateway = new RunningGateway()) {
      for (String detail : List.of("one", "two", "three")) {
        gateway.core.notifications.add(detail, true);
      }
      try (BufferedReader lines =
          open(gateway, gateway.request(PATH + "/stream").header("last-event-id", "1"))) {
        assertThat(event(lines)).contains("id: 2");
        assertThat(event(lines)).contains("id: 3");
      }
      gateway.core.notifications.add("open", false);
      for (String notOurs : List.of("17", "x", "-1", "99999999999999999999")) {
        try (BufferedReader lines =
            open(gateway, gateway.request(PATH + "/stream").header("last-event-id", notOurs))) {
          assertThat(event(lines)).as(notOurs).contains("id: 4");
        }
      }
    }
  }

  @Test
  void manyAreReadInPages() throws Exception {
    try (RunningGateway gateway = new RunningGateway()) {
      for (int each = 0; each < 120; each++) {
        gateway.core.notifications.add("open", false);
      }
      try (BufferedReader lines = open(gateway, gateway.request(PATH + "/stream"))) {
        for (int each = 1; each <= 120; each++) {
          assertThat(event(lines)).contains("id: " + each);
        }
      }
    }
  }

  @Test
  void aMissedHintOrADatabaseThatWasAwayCostsATickAndNotTheNotification() throws Exception {
    try (RunningGateway gateway = new RunningGateway(Duration.ofMillis(50))) {
      gateway.core.notifications.away = true;
      try (BufferedReader lines = open(gateway, gateway.request(PATH + "/stream"))) {
        assertThat(event(lines)).containsExactly(": ping");
        gateway.core.notifications.add("unheard", false);
        gateway.core.notifications.away = false;
        assertThat(eventAfterPings(lines)).contains("id: 1");
      }
    }
  }

  @Test
  void aKeyThatIsGoneHearsNothingMore() throws Exception {
    try (RunningGateway gateway = new RunningGateway(Duration.ofMillis(50))) {
      try (BufferedReader lines =
          open(
              gateway,
              gateway.request(PATH + "/stream").setHeader("authorization", "Bearer passing"))) {
        assertThat(event(lines)).containsExactly(": ping");
        gateway.core.clients.passed = true;
        assertThat(eventAfterPings(lines)).isEmpty();
      }
      assertThat(gateway.core.notifications.listeners).isEmpty();
    }
  }

  @Test
  void aStopEndsTheStreamsInsteadOfWaitingForThem() throws Exception {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.core.notifications.add("open", false);
      try (BufferedReader lines = open(gateway, gateway.request(PATH + "/stream"))) {
        event(lines);
        var stopped = gateway.vertx.undeploy(gateway.deployment);
        assertThat(lines.readLine()).isNull();
        stopped.await(4, TimeUnit.SECONDS); // running requests would have five
      }
    }
  }

  @Test
  void aClientThatDoesNotReadIsNotReadFor() throws Exception {
    try (RunningGateway gateway = new RunningGateway(Duration.ofMillis(50));
        Socket socket = new Socket()) {
      String detail = "x".repeat(1_000);
      for (int each = 0; each < 10_000; each++) {
        gateway.core.notifications.add(detail, false);
      }
      socket.setReceiveBufferSize(16 << 10);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port));
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + PATH
                      + "/stream HTTP/1.1\r\nhost: 127.0.0.1\r\n"
                      + "authorization: Bearer admin\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isPositive();

      // So many looks later it is known that none of them reads on.
      gateway.core.clients.awaitMore(30);
      int read = gateway.core.notifications.read.get();
      assertThat(read).isLessThan(6_000);
      gateway.core.clients.awaitMore(30);
      assertThat(gateway.core.notifications.read).hasValue(read);
      gateway.core.notifications.tell();
    }
  }

  private static HttpRequest.Builder posting(RunningGateway gateway, String path) {
    return gateway.request(path).POST(HttpRequest.BodyPublishers.noBody());
  }

  private static BufferedReader open(RunningGateway gateway, HttpRequest.Builder request)
      throws Exception {
    HttpResponse<InputStream> answer =
        gateway.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** The lines up to an empty one; none at the end of the stream. */
  private static List<String> event(BufferedReader lines) throws Exception {
    List<String> event = new ArrayList<>();
    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
      event.add(line);
    }
    return event;
  }

  private static List<String> eventAfterPings(BufferedReader lines) throws Exception {
    List<String> event = event(lines);
    while (event.equals(List.of(": ping"))) {
      event = event(lines);
    }
    return event;
  }
}
