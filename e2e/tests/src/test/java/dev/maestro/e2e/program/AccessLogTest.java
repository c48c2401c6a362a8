package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.GatewayProcess;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.Vendor;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the running program writes of each request: an object of JSON on a line of its own. */
@ExtendWith(WithProcess.class)
class AccessLogTest {
  private final Gateway gateway;
  private final GatewayProcess process;

  AccessLogTest(Gateway gateway, GatewayProcess process) {
    this.gateway = gateway;
    this.process = process;
  }

  @Test
  void aStreamIsOneLineWithTheIdThatTheClientGot() throws Exception {
    gateway.create(Vendor.GEMINI, "logged", Vendor.GEMINI.defaultKey());
    String id;
    try (var events = gateway.chat(Vendor.GEMINI, "logged", "hello")) {
      events.rest();
      id = events.head().header("maestro-request-id");
    }
    assertThat(line(id))
        .containsEntry("method", "POST")
        .containsEntry("path", "/api/sessions/gemini/logged/chat")
        .containsEntry("status", "200")
        .containsEntry("session", "gemini/logged")
        .containsEntry("complete", "true")
        .containsKeys("milliseconds", "key");
  }

  @Test
  void aClientThatHangsUpIsMarked() throws Exception {
    gateway.create(Vendor.GEMINI, "left", Vendor.GEMINI.defaultKey());
    String id;
    try (var events = gateway.chat(Vendor.GEMINI, "left", "hello [[sim:endless]]")) {
      events.next();
      id = events.head().header("maestro-request-id");
    }
    assertThat(line(id)).containsEntry("complete", "false");
  }

  @Test
  void aKeyInTheQueryIsNowhereInTheLog() throws Exception {
    var made =
        gateway.ask("POST", "/api/keys", Gateway.object().put("name", "q").put("role", "client"));
    var key = made.json().path("key").asText();
    var answer =
        gateway.send(HttpRequest.newBuilder(gateway.url().resolve("/v1/models?key=" + key)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(line(answer.header("maestro-request-id")))
        .containsEntry("path", "/v1/models")
        .containsEntry("key", made.json().path("id").asText());
    assertThat(process.output()).doesNotContain(key);
  }

  /** Waits for it: the line is written after the answer. */
  private Map<String, String> line(String requestId) throws Exception {
    for (int attempt = 0; attempt < 200; attempt++) {
      List<Map<String, String>> found =
          process
              .output()
              .lines()
              .filter(line -> line.contains(requestId) && line.contains("gateway.access"))
              .map(AccessLogTest::values)
              .toList();
      if (!found.isEmpty()) {
        assertThat(found).hasSize(1);
        return found.getFirst();
      }
      process.process().waitFor(25, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("no line of " + requestId + " in " + process.output());
  }

  private static Map<String, String> values(String line) {
    try {
      var values = new TreeMap<String, String>();
      for (JsonNode pair : JsonMapper.builder().build().readTree(line).path("kvpList")) {
        pair.properties().forEach(value -> values.put(value.getKey(), value.getValue().asText()));
      }
      return values;
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(line, notJson);
    }
  }
}
