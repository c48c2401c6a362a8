package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Good, bad, missing and doubled credentials, in each vendor's own words. */
class CredentialsTest {
  @RegisterExtension static final Running RUNNING = new Running();

  private final Http http = RUNNING.http();

  private Http.Answer fetch(Vendor vendor, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(RUNNING.simulator().baseUrl(vendor) + path));
    return http.send(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  @Test
  void anthropicRefusesAWrongKey() throws Exception {
    var answer =
        fetch(
            Vendor.ANTHROPIC,
            "/v1/models",
            "x-api-key",
            "wrong",
            "anthropic-version",
            "2023-06-01");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body())
        .matches(
            "\\{\"type\":\"error\",\"error\":\\{\"type\":\"authentication_error\",\"message\":"
                + "\"invalid x-api-key\"},\"request_id\":\"req_011\\w+\"}");
    assertThat(answer.json().path("request_id").asText()).isEqualTo(answer.header("request-id"));
  }

  @Test
  void anthropicWantsAKeyAndAVersion() throws Exception {
    assertThat(fetch(Vendor.ANTHROPIC, "/v1/models", "anthropic-version", "2023-06-01").status())
        .isEqualTo(401);
    var answer = fetch(Vendor.ANTHROPIC, "/v1/models", "x-api-key", "sim-anthropic-key");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").path("message").asText())
        .isEqualTo("anthropic-version: header is required");
  }

  @Test
  void anthropicTakesTheKeyAsABearerToo() throws Exception {
    var answer =
        fetch(
            Vendor.ANTHROPIC,
            "/v1/models",
            "authorization",
            "Bearer sim-anthropic-key",
            "anthropic-version",
            "2026-10-21");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("data").get(0).path("type").asText()).isEqualTo("model");
  }

  @Test
  void openaiRefusesAWrongKeyAndShowsOnlyItsEnds() throws Exception {
    var answer =
        fetch(Vendor.OPENAI, "/models", "authorization", "Bearer sk-abcdefghijklmnopqrstuvwxyz");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("error").path("code").asText()).isEqualTo("invalid_api_key");
    assertThat(answer.json().path("error").path("message").asText())
        .startsWith("Incorrect API key provided: sk-abcde*")
        .doesNotContain("lmnop")
        .endsWith("https://platform.openai.com/account/api-keys.");
  }

  @Test
  void openaiWantsAKey() throws Exception {
    var answer = fetch(Vendor.OPENAI, "/models");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("error").path("message").asText())
        .startsWith("You didn't provide an API key.");
  }

  @Test
  void geminiRefusesAWrongKeyWith400AndAReason() throws Exception {
    var answer = fetch(Vendor.GEMINI, "/v1beta/models", "x-goog-api-key", "wrong");
    assertThat(answer.status()).isEqualTo(400);
    var error = answer.json().path("error");
    assertThat(error.path("status").asText()).isEqualTo("INVALID_ARGUMENT");
    assertThat(error.path("details").get(0).path("reason").asText()).isEqualTo("API_KEY_INVALID");
    assertThat(fetch(Vendor.GEMINI, "/v1beta/models").status()).isEqualTo(403);
  }

  @Test
  void geminiTakesTheKeyInTheQueryAndRefusesTwoCredentials() throws Exception {
    assertThat(fetch(Vendor.GEMINI, "/v1beta/models?key=sim-gemini-key").status()).isEqualTo(200);
    var both =
        fetch(
            Vendor.GEMINI,
            "/v1beta/models",
            "x-goog-api-key",
            "sim-gemini-key",
            "authorization",
            "Bearer ya29.x");
    assertThat(both.status()).isEqualTo(400);
    assertThat(both.json().path("error").path("message").asText())
        .startsWith("Multiple authentication credentials received.");
    var bearer = fetch(Vendor.GEMINI, "/v1beta/models", "authorization", "Bearer AQ.x");
    assertThat(bearer.status()).isEqualTo(401);
    assertThat(bearer.body()).contains("ACCESS_TOKEN_TYPE_UNSUPPORTED");
  }

  @Test
  void credentialsNeverStandInTheLog() throws Exception {
    fetch(Vendor.GEMINI, "/v1beta/models?key=sim-gemini-key");
    fetch(Vendor.OPENAI, "/models", "authorization", "Bearer planted-secret");
    fetch(
        Vendor.ANTHROPIC,
        "/v1/models",
        "x-api-key",
        "planted-secret",
        "anthropic-version",
        "2023-06-01");
    var log = http.control("GET", "/requests", "").body();
    assertThat(log).doesNotContain("planted-secret", "sim-gemini-key").contains("key=***");
    assertThat(RUNNING.simulator().requests().getLast().keyFingerprint())
        .matches("sha256:[0-9a-f]{16}");
  }

  @Test
  void keysCanBeAddedAndRemovedWhileItRuns() throws Exception {
    http.control("POST", "/keys", "{\"vendor\":\"openai\",\"key\":\"second\"}");
    assertThat(fetch(Vendor.OPENAI, "/models", "authorization", "Bearer second").status())
        .isEqualTo(200);
    http.control("DELETE", "/keys", "{\"vendor\":\"openai\",\"key\":\"second\"}");
    assertThat(fetch(Vendor.OPENAI, "/models", "authorization", "Bearer second").status())
        .isEqualTo(401);
  }

  @Test
  void organisationAndProjectAreRecordedAndEchoed() throws Exception {
    var answer =
        fetch(
            Vendor.OPENAI,
            "/models",
            "authorization",
            "Bearer sim-openai-key",
            "OpenAI-Organization",
            "org-1",
            "OpenAI-Project",
            "proj-1");
    assertThat(answer.header("openai-organization")).isEqualTo("org-1");
    assertThat(RUNNING.simulator().requests().getLast().headers())
        .containsEntry("openai-organization", "org-1")
        .containsEntry("openai-project", "proj-1");
  }
}
