package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.maestro.e2e.running.Answer;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.Vendor;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong requests get the contract's status and a problem that names what to change. */
@ExtendWith(WithProcess.class)
class BadInputTest {
  private final Gateway gateway;

  BadInputTest(Gateway gateway) {
    this.gateway = gateway;
  }

  static Stream<Arguments> sessions() {
    return Stream.of(
        arguments(404, "provider_not_found", session("nobody", "api_key", "bad_input", "k")),
        arguments(400, "name", session("openai", "api_key", "a b", "k")),
        arguments(400, "name", session("openai", "api_key", "ab", "k")),
        arguments(400, "name", session("openai", "api_key", "a".repeat(51), "k")),
        arguments(400, "name", session("openai", "api_key", "anthropic", "k")),
        arguments(400, "api_key", session("openai", "apikey", "bad_input", "k")),
        arguments(
            400,
            "api_key",
            "{\"provider\":\"openai\",\"auth_type\":\"api_key\",\"name\":\"bad_input\"}"),
        arguments(400, "api_key_rejected", session("openai", "api_key", "bad_input", "wrong")),
        arguments(400, "provider", "{\"auth_type\":\"api_key\",\"name\":\"bad_input\"}"),
        arguments(400, "name", "{\"provider\":\"openai\",\"auth_type\":\"api_key\",\"name\":7}"),
        arguments(400, "", "{\"provider\":"),
        arguments(400, "", "[]"),
        arguments(400, "", ""));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void aWrongSessionIsRefused(int status, String named, String body) throws Exception {
    problem(gateway.ask("POST", "/api/sessions", body), status, named);
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments(404, "GET", "/api/sessions/openai/nobody_here", "nobody_here"),
        arguments(404, "DELETE", "/api/sessions/openai/nobody_here", "nobody_here"),
        arguments(404, "GET", "/api/sessions/openai/nobody_here/models", "nobody_here"),
        arguments(404, "GET", "/api/providers/nobody_here", "nobody_here"),
        arguments(404, "GET", "/api/nothing", ""),
        arguments(405, "PUT", "/api/sessions", ""));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void whatIsNotThereIsNamed(int status, String method, String path, String named)
      throws Exception {
    problem(gateway.ask(method, path), status, named);
  }

  @Test
  void aNameIsTakenBeforeAnyKeyIsTried() throws Exception {
    gateway.create(Vendor.OPENAI, "taken", Vendor.OPENAI.defaultKey());
    problem(gateway.create(Vendor.OPENAI, "taken", "wrong"), 409, "session_exists");
  }

  @Test
  void aModelThatTheVendorRefusesIsItsOwnAnswer() throws Exception {
    gateway.create(Vendor.OPENAI, "no_such_model", Vendor.OPENAI.defaultKey());
    var question = Gateway.question("gpt-4.1-minni", "hello");
    var path = Gateway.path(Vendor.OPENAI, "no_such_model") + "/chat";
    var answer = gateway.ask("POST", path, question);
    problem(answer, 404, "gpt-4.1-mini");
    assertThat(answer.header("maestro-error-origin")).isEqualTo("provider");
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    var body = session("openai", "api_key", "x".repeat(33 << 20), "k");
    problem(gateway.ask("POST", "/api/sessions", body), 413, "");
  }

  @Test
  void anotherContentTypeIsRefused() throws Exception {
    var request =
        gateway
            .request("/api/sessions")
            .header("content-type", "text/plain")
            .POST(BodyPublishers.ofString(session("openai", "api_key", "bad_input", "k")));
    problem(gateway.send(request), 415, "");
  }

  @Test
  void aWrongClientKeyIsRefused() throws Exception {
    problem(gateway.withKey("wrong").ask("GET", "/api/sessions"), 401, "");
  }

  private static void problem(Answer answer, int status, String named) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(answer.header("maestro-request-id")).isNotEmpty();
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.body()).contains(named).doesNotContain("Exception", "\tat ");
  }

  private static String session(String provider, String type, String name, String key) {
    return Gateway.object()
        .put("provider", provider)
        .put("auth_type", type)
        .put("name", name)
        .put("api_key", key)
        .toString();
  }
}
