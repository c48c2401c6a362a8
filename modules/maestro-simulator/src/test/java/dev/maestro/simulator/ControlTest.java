package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The control interface and its twin in Java. */
class ControlTest {
  @RegisterExtension static final Running RUNNING = new Running();

  private final Http http = RUNNING.http();
  private final Simulator simulator = RUNNING.simulator();

  @AfterEach
  void stopForcing() {
    simulator.stopForcing();
  }

  @Test
  void aForcedFaultMeetsSoManyRequestsOfItsVendor() throws Exception {
    http.control(
        "POST", "/faults", "{\"vendor\":\"openai\",\"script\":\"status=503\",\"times\":2}");
    assertThat(http.messages("x", "").status()).isEqualTo(200);
    assertThat(http.chat("x", "").status()).isEqualTo(503);
    assertThat(http.fetch(Vendor.OPENAI, "/models").status()).isEqualTo(503);
    assertThat(http.chat("x", "").status()).isEqualTo(200);
  }

  @Test
  void aForcedFaultOfAllVendorsHoldsForAWhile() throws Exception {
    http.control("POST", "/faults", "{\"script\":\"status=429 retry-after=7\",\"for_ms\":60000}");
    assertThat(http.messages("x", "").header("retry-after")).isEqualTo("7");
    assertThat(http.gemini("generateContent", "x", "").body()).contains("\"retryDelay\" : \"7s\"");
    http.control("DELETE", "/faults", "");
    assertThat(http.messages("x", "").status()).isEqualTo(200);
  }

  @Test
  void faultsCanBeForcedFromJava() throws Exception {
    simulator.force(Vendor.ANTHROPIC, "status=529", 1);
    simulator.force(Vendor.GEMINI, "status=500", Duration.ofMinutes(1));
    assertThat(http.fetch(Vendor.ANTHROPIC, "/v1/models").status()).isEqualTo(529);
    assertThat(http.fetch(Vendor.ANTHROPIC, "/v1/models").status()).isEqualTo(200);
    assertThat(http.gemini("generateContent", "x", "").status()).isEqualTo(500);
  }

  @Test
  void theLogTellsWhatCameAndHowItWasAnswered() throws Exception {
    http.control("DELETE", "/requests", "");
    http.responses("what came [[sim:tokens=4]]", ",\"stream\":true");
    var seq = simulator.requests().getLast().seq();
    Running.await(simulator.awaitEnd(seq));
    var log = http.control("GET", "/requests?since=" + (seq - 1), "").json().path("requests");
    assertThat(log).hasSize(1);
    var request = log.get(0);
    assertThat(request.path("vendor").asText()).isEqualTo("openai");
    assertThat(request.path("path").asText()).isEqualTo("/v1/responses");
    assertThat(request.path("model").asText()).isEqualTo("gpt-4.1-nano");
    assertThat(request.path("state").asText()).isEqualTo("completed");
    assertThat(request.path("stream").asBoolean()).isTrue();
    assertThat(request.path("body").asText()).contains("what came");
    assertThat(request.path("nonce").asText()).matches("sim-[0-9a-f]{16}");
    assertThat(request.path("bytes_written").asLong()).isPositive();
    assertThat(request.path("ended_at").asLong())
        .isGreaterThanOrEqualTo(request.path("started_at").asLong());
    var stats = http.control("GET", "/stats", "").json();
    assertThat(stats.path("states").path("completed").asInt()).isPositive();
  }

  @Test
  void wrongControlRequestsAreNamed() throws Exception {
    assertThat(http.control("POST", "/faults", "{\"script\":\"stauts=1\"}").body())
        .contains("unknown word 'stauts'");
    assertThat(http.control("POST", "/keys", "{}").status()).isEqualTo(400);
    assertThat(http.control("GET", "/nothing", "").status()).isEqualTo(404);
    assertThat(http.control("GET", "/requests?since=x", "").status()).isEqualTo(400);
  }

  @Test
  void aWrongWordInAMarkerIsRefused() throws Exception {
    assertThat(http.chat("[[sim:statsu=500]]", "").json().path("error").path("message").asText())
        .isEqualTo("sim: unknown word 'statsu'");
    assertThat(http.messages("[[sim:status=abc]]", "").status()).isEqualTo(400);
  }
}
