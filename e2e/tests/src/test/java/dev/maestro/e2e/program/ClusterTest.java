package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.Secret;
import dev.maestro.e2e.running.Conversation;
import dev.maestro.e2e.running.Folders;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.GatewayProcess;
import dev.maestro.e2e.running.RawConnection;
import dev.maestro.e2e.running.UnpackedPostgres;
import dev.maestro.e2e.running.Until;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.ReceivedRequest.State;
import dev.maestro.simulator.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two processes: one takes the requests, the other one has the providers. */
@ExtendWith(WithProcess.class)
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {
  private static final Vendor VENDOR = Vendor.ANTHROPIC;
  private static final String SESSION = "on_the_other_node";
  private static final long A_MEGABYTE = 1024 * 1024;
  private static final long DEADLINE = 3_000;
  private static final long PAUSE_OF_A_MACHINE = 5_000;

  private final Vendors vendors;
  private final String adminKey = UUID.randomUUID().toString();
  private final int frontPort = GatewayProcess.freePort();
  private final int backPort = GatewayProcess.freePort();
  private Path folder;
  private EmbeddedPostgres database;
  private GatewayProcess front;
  private GatewayProcess back;
  private Gateway gateway;

  ClusterTest(Vendors vendors) throws IOException {
    this.vendors = vendors;
  }

  @BeforeAll
  void start() throws Exception {
    folder = Files.createTempDirectory("maestro-cluster");
    database = EmbeddedPostgres.start(UnpackedPostgres.into(folder.resolve("database")));
    back = node("back", "providers,gateway", backPort, frontPort);
    back.ready();
    front = node("front", "gateway", frontPort, backPort);
    gateway = front.ready().withKey(adminKey);
    Until.so(
        "the front knows the back's provider",
        () -> gateway.ask("GET", "/api/providers/" + VENDOR.id()).status() == 200);
    assertThat(gateway.create(VENDOR, SESSION, VENDOR.defaultKey()).status()).isEqualTo(201);
  }

  @AfterAll
  void stop() throws IOException {
    front.close();
    back.close();
    database.close();
    Folders.delete(folder);
  }

  private GatewayProcess node(String name, String roles, int port, int other) throws IOException {
    Map<String, String> settings = new TreeMap<>(vendors.settings());
    Secret url = database.url();
    settings.put("database.url", url.reveal());
    settings.put("master.key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    settings.put("admin.key", adminKey);
    settings.put("roles", roles);
    settings.put("cluster.enabled", "true");
    settings.put("cluster.port", Integer.toString(port));
    settings.put("cluster.members", "127.0.0.1:" + other);
    return GatewayProcess.launch(folder.resolve(name), settings);
  }

  @Test
  void aStreamOfTheOtherNodeKeepsItsOrder() throws Exception {
    var before = vendors.newest();
    var answer = gateway.converse(VENDOR, SESSION, "hello [[sim:bytes=1MB]]");
    assertThat(answer.isFinished()).isTrue();
    assertThat(Hashes.sha256(answer.text()))
        .isEqualTo(vendors.conversation(before, ReceivedRequest::ended).text().sha256());
  }

  @Test
  void aSlowReaderHoldsTheVendorBackAcrossNodes() throws Exception {
    var before = vendors.newest();
    try (var slow = new RawConnection(gateway.url())) {
      slow.write(Requests.chat(gateway, VENDOR, SESSION, "hello [[sim:bytes=64MB]]"));
      slow.read(1024);
      var stalled = vendors.conversation(before, ReceivedRequest::stalled);
      assertThat(stalled.bytesWritten()).isLessThan(A_MEGABYTE);
    }
    assertThat(vendors.conversation(before, ReceivedRequest::ended).state())
        .isEqualTo(State.ABORTED);
  }

  @Test
  void aClientThatHangsUpCancelsAcrossNodes() throws Exception {
    var before = vendors.newest();
    long left;
    try (var events = gateway.chat(VENDOR, SESSION, "hello [[sim:endless slow=20]]")) {
      assertThat(events.next()).isPresent();
      left = System.currentTimeMillis();
    }
    var upstream = vendors.conversation(before, ReceivedRequest::ended);
    assertThat(upstream.state()).isEqualTo(State.ABORTED);
    assertThat(upstream.endedAt() - left).isLessThan(PAUSE_OF_A_MACHINE);
  }

  private Gateway otherNode() throws Exception {
    return back.ready().withKey(adminKey);
  }

  @Test
  void anAnswerThatOneNodeKeptIsGoneOnFromOnTheOther() throws Exception {
    var question = Gateway.object().put("model", model(Gateway.model(VENDOR))).put("input", "Who?");
    var first = gateway.ask("POST", "/v1/responses", question);
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    var before = vendors.newest();

    var next =
        Gateway.object()
            .put("model", model(Gateway.model(VENDOR)))
            .put("input", "And then?")
            .put("previous_response_id", first.json().path("id").asText());
    assertThat(otherNode().ask("POST", "/v1/responses", next).status()).isEqualTo(200);

    assertThat(vendors.conversation(before, ReceivedRequest::ended).body())
        .contains("Who?", "And then?");
  }

  @Test
  void whatAVendorSignedThroughOneNodeComesBackThroughTheOther() throws Exception {
    var talk = toolTalk();
    var message =
        gateway
            .ask("POST", "/v1/chat/completions", talk)
            .json()
            .path("choices")
            .path(0)
            .path("message");
    var before = vendors.newest();
    talk.withArray("messages")
        .add(message)
        .addObject()
        .put("role", "tool")
        .put("tool_call_id", message.path("tool_calls").path(0).path("id").asText())
        .put("content", "sunny");

    var second = otherNode().ask("POST", "/v1/chat/completions", talk);

    assertThat(second.status()).as(second.body()).isEqualTo(200);
    assertThat(vendors.conversation(before, ReceivedRequest::ended).body())
        .contains("\"signature\"");
  }

  private static ObjectNode toolTalk() {
    var talk =
        Gateway.question(model("claude-sonnet-4-5-20250929"), "Weather? [[sim:tools]]")
            .put("reasoning_effort", "low");
    talk.putArray("tools")
        .addObject()
        .put("type", "function")
        .putObject("function")
        .put("name", "get_weather")
        .putObject("parameters")
        .put("type", "object");
    return talk;
  }

  private static String model(String id) {
    return VENDOR.id() + "/" + SESSION + "/" + id;
  }

  @Test
  void theDeathOfTheOtherNodeFailsTheStreamWithinThreeSeconds() throws Exception {
    try (var events = gateway.chat(VENDOR, SESSION, "hello [[sim:endless slow=20]]")) {
      assertThat(events.next()).isPresent();
      back.kill();
      var killed = System.currentTimeMillis();
      var rest = new Conversation(events.rest());
      assertThat(System.currentTimeMillis() - killed).isLessThan(DEADLINE + PAUSE_OF_A_MACHINE);
      assertThat(rest.names()).endsWith("failed").doesNotContain("finished");
    } finally {
      back = node("back", "providers,gateway", backPort, frontPort);
      back.ready();
    }
  }
}
