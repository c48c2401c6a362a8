package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an OpenAI access token opens where no key can be minted. */
class ChatGptBackendTest {
  @RegisterExtension static final Running RUNNING = new Running();
  private static final String GOOD =
      """
      {"model":"gpt-5.1","instructions":"","store":false,"stream":true,
       "input":[{"role":"user","content":"hello"}]%s}
      """;

  private final LoginClient client = new LoginClient(RUNNING, Vendor.OPENAI);
  private final Simulator simulator = RUNNING.simulator();

  @AfterEach
  void stopForcing() {
    simulator.stopForcing();
  }

  private HttpRequest.Builder request(JsonNode tokens, String path) throws Exception {
    var access = tokens.path("access_token").asText();
    var account =
        OpenAiLoginTest.claims(access)
            .path("https://api.openai.com/auth")
            .path("chatgpt_account_id")
            .asText();
    return HttpRequest.newBuilder(URI.create(client.setting("chatgpt-base-url") + path))
        .header("authorization", "Bearer " + access)
        .header("content-type", "application/json")
        .header("chatgpt-account-id", account);
  }

  private Http.Answer respond(JsonNode tokens, String body) throws Exception {
    return RUNNING
        .http()
        .send(
            request(tokens, "/responses").POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private static void assertDetail(Http.Answer answer, int status, String detail) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
  }

  @Test
  void itStreamsWhatTheApiStreams() throws Exception {
    var answer = respond(client.login(), GOOD.formatted(""));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("text/event-stream");
    assertThat(answer.header("x-codex-primary-used-percent")).isNotEmpty();
    assertThat(answer.events().getFirst().path("type").asText()).isEqualTo("response.created");
    assertThat(answer.events().getLast().path("type").asText()).isEqualTo("response.completed");
  }

  @Test
  void itForcesSomeFields() throws Exception {
    var tokens = client.login();
    var good = GOOD.formatted("");
    assertDetail(
        respond(tokens, good.replace("\"store\":false", "\"store\":true")),
        400,
        "Store must be set to false");
    assertDetail(
        respond(tokens, good.replace("\"store\":false,", "")), 400, "Store must be set to false");
    assertDetail(
        respond(tokens, good.replace("\"stream\":true", "\"stream\":false")),
        400,
        "Stream must be set to true");
    assertDetail(
        respond(tokens, good.replace("\"instructions\":\"\",", "")),
        400,
        "Instructions are required");
    assertDetail(
        respond(tokens, good.replace("[{\"role\":\"user\",\"content\":\"hello\"}]", "\"hello\"")),
        400,
        "Input must be a list");
    assertDetail(
        respond(tokens, good.replace("gpt-5.1", "gpt-4.1")),
        400,
        "The 'gpt-4.1' model is not supported when using Codex with a ChatGPT account.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"max_output_tokens\":100",
        "\"previous_response_id\":\"resp_1\"",
        "\"prompt_cache_retention\":\"24h\"",
        "\"safety_identifier\":\"a\"",
        "\"stream_options\":{}",
        "\"temperature\":1",
        "\"top_p\":1",
        "\"truncation\":\"auto\"",
        "\"user\":\"a\""
      })
  void itRefusesSomeFields(String field) throws Exception {
    var name = field.substring(1, field.indexOf('"', 1));
    assertDetail(
        respond(client.login(), GOOD.formatted("," + field)),
        400,
        "Unsupported parameter: " + name);
  }

  @Test
  void itWantsALiveTokenAndItsAccount() throws Exception {
    var tokens = client.login();
    var foreign = client.login();
    var mixed =
        request(tokens, "/models?client_version=1")
            .setHeader("authorization", "Bearer " + foreign.path("access_token").asText());
    assertThat(RUNNING.http().send(mixed.build()).status()).isEqualTo(403);
    simulator.logins(Vendor.OPENAI).expireAccessTokens();
    var expired = respond(tokens, GOOD.formatted(""));
    assertThat(expired.status()).isEqualTo(401);
    assertThat(expired.json().path("detail").asText()).contains("expired");
    var key =
        request(tokens, "/models?client_version=1")
            .setHeader("authorization", "Bearer " + Vendor.OPENAI.defaultKey());
    assertThat(RUNNING.http().send(key.build()).status()).isEqualTo(401);
  }

  @Test
  void itsModelsHaveSlugs() throws Exception {
    var tokens = client.login();
    var answer = RUNNING.http().send(request(tokens, "/models?client_version=1.0.0").build());
    assertThat(answer.header("etag")).isNotEmpty();
    assertThat(answer.json().path("models"))
        .isNotEmpty()
        .allSatisfy(model -> {
          assertThat(model.path("slug").asText()).startsWith("gpt-5");
          assertThat(model.path("visibility").asText()).isEqualTo("list");
        });
    assertThat(RUNNING.http().send(request(tokens, "/models").build()).status()).isEqualTo(400);
  }

  @Test
  void itsErrorsHaveItsOwnShape() throws Exception {
    var tokens = client.login();
    simulator.force(Vendor.OPENAI, "status=429 retry-after=7", 1);
    var limited = respond(tokens, GOOD.formatted("")).json().path("error");
    assertThat(limited.path("type").asText()).isEqualTo("usage_limit_reached");
    assertThat(limited.path("resets_at").asLong()).isPositive();
    simulator.force(Vendor.OPENAI, "status=429 quota", 1);
    assertThat(respond(tokens, GOOD.formatted("")).json().path("error").path("type").asText())
        .isEqualTo("usage_not_included");
    simulator.force(Vendor.OPENAI, "status=500", 1);
    assertThat(respond(tokens, GOOD.formatted("")).json().path("detail").asText()).isNotEmpty();
    simulator.force(Vendor.OPENAI, "status=503", 1);
    assertThat(respond(tokens, GOOD.formatted("")).json().path("error").path("code").asText())
        .isEqualTo("server_is_overloaded");
  }
}
