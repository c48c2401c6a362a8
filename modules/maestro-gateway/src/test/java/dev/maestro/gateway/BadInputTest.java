package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is wrong is answered with the contract's status, and named; never with a 500. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private static final String CHAT = "/api/sessions/fake/work/chat";
  private final RunningGateway gateway = new RunningGateway();

  @AfterAll
  void close() {
    gateway.close();
  }

  private JsonObject refused(String path, String body, String field) throws Exception {
    HttpResponse<String> answer = gateway.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    JsonObject error = RunningGateway.error(answer);
    assertThat(error.getString("field")).isEqualTo(field);
    assertThat(error.getString("problem")).isNotBlank();
    assertThat(error.getString("suggestion")).isNotBlank();
    return error;
  }

  @Test
  void malformedJsonIsNamedByItsPlaceAndNotQuoted() throws Exception {
    JsonObject error = refused("/api/sessions", "{\"api_key\":\"sk-secret\",", "body");

    assertThat(error.getString("problem")).contains("line 1").doesNotContain("sk-secret");
  }

  @Test
  void aBodyThatIsNoObjectIsRefused() throws Exception {
    refused("/api/sessions", "[1]", "body");
    refused("/api/sessions", "", "body");
  }

  @Test
  void aWrongWordIsAnsweredWithTheRightOnes() throws Exception {
    JsonObject error =
        refused(
            "/api/sessions",
            "{\"provider\":\"fake\",\"auth_type\":\"apikey\",\"name\":\"work\"}",
            "auth_type");

    assertThat(error.getString("suggestion")).isEqualTo("use one of api_key, oauth");
  }

  @Test
  void anIllFormedNameIsRefused() throws Exception {
    JsonObject error =
        refused(
            "/api/sessions",
            "{\"provider\":\"fake\",\"auth_type\":\"api_key\",\"name\":\"a b c\"}",
            "name");

    assertThat(error.getString("suggestion")).contains("3 to 50");
  }

  @Test
  void aMissingFieldIsNamed() throws Exception {
    refused("/api/sessions", "{\"auth_type\":\"oauth\",\"name\":\"abc\"}", "provider");
    refused(CHAT, "{\"model\":\"m\"}", "messages");
    refused(CHAT, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}", "messages[0].content");
    refused(
        CHAT,
        "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}",
        "messages[0].tool_call_id");
  }

  @Test
  void anUnknownFieldIsNamedWithTheNearestKnownOne() throws Exception {
    JsonObject error =
        refused(
            CHAT,
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_token\":1}",
            "max_token");

    assertThat(error.getString("suggestion")).contains("max_tokens");
  }

  @Test
  void wrongValuesDeepInsideAreNamedByTheirPath() throws Exception {
    refused(
        CHAT,
        "{\"model\":\"m\",\"messages\":[{\"role\":\"usr\",\"content\":\"x\"}]}",
        "messages[0].role");
    refused(
        CHAT,
        "{\"model\":\"m\",\"temperature\":3,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
        "temperature");
    refused(
        CHAT,
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":3}]}",
        "messages[0].content");
  }

  @Test
  void aListFilterWithAnUnknownWordIsRefused() throws Exception {
    HttpResponse<String> answer = gateway.get("/api/sessions?status=sleeping");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(RunningGateway.error(answer).getString("suggestion")).contains("active");
  }

  @Test
  void anotherContentTypeIsRefused() throws Exception {
    HttpResponse<String> answer =
        gateway.send(
            gateway
                .request("/api/sessions")
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(RunningGateway.error(answer).getString("field")).isEqualTo("content-type");
  }

  @Test
  void anotherMethodIsRefusedWithThoseAllowed() throws Exception {
    HttpResponse<String> answer =
        gateway.send(
            gateway.request("/api/sessions").PUT(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("POST, GET");
    RunningGateway.problem(answer);
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    HttpResponse<String> answer = gateway.get("/api/nope");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(RunningGateway.problem(answer).getString("detail")).contains("/api/nope");
  }

  @Test
  void aBodyOverTheLimitIsRefusedByItsLength() throws Exception {
    HttpResponse<String> answer =
        gateway.post("/api/sessions", "x".repeat(RunningGateway.MAX_BODY + 1));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(RunningGateway.problem(answer).getString("code")).isEqualTo("too_large");
  }

  @Test
  void aBodyOverTheLimitIsRefusedWhileItIsRead() throws Exception {
    byte[] bytes = new byte[RunningGateway.MAX_BODY + 1];
    HttpResponse<String> answer =
        gateway.send(
            gateway
                .request("/api/sessions")
                .header("content-type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(bytes))));

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void errorsOfTheCompatibleRouteAreInItsDialect() throws Exception {
    HttpResponse<String> answer = gateway.post("/v1/chat/completions", "{\"model\":");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("fake_error")).isNotBlank();
    assertThat(gateway.post("/v1/chat/completions", "{\"model\":\"nobody/m\"}").statusCode())
        .isEqualTo(404);
  }
}
