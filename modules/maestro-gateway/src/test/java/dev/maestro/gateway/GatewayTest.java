package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.Secret;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.core.SessionChange;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions, providers, models and keys over a real connection. */
class GatewayTest {
  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aSessionIsMadeShownListedAndDeleted() throws Exception {
    HttpResponse<String> made =
        gateway.post(
            "/api/sessions",
            "{\"provider\":\"fake\",\"auth_type\":\"api_key\",\"name\":\"work\",\"api_key\":\"sk-planted\"}");

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().firstValue("location")).contains("/api/sessions/fake/work");
    assertThat(made.body()).doesNotContain("sk-planted");
    JsonObject session = new JsonObject(made.body());
    assertThat(session.getString("auth_type")).isEqualTo("api_key");
    assertThat(session.getString("created_at")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(session.containsKey("checked_at")).isTrue();
    assertThat(session.containsKey("organization")).isFalse();
    assertThat(session.getBoolean("default")).isFalse();
    assertThat(gateway.core.created.apiKey().reveal()).isEqualTo("sk-planted");

    assertThat(gateway.get("/api/sessions/fake/work").statusCode()).isEqualTo(200);
    JsonObject list = new JsonObject(gateway.get("/api/sessions?status=active").body());
    assertThat(list.getJsonArray("sessions")).hasSize(1);
    assertThat(gateway.send(gateway.request("/api/sessions/fake/work").DELETE()).statusCode())
        .isEqualTo(204);
    HttpResponse<String> gone = gateway.get("/api/sessions/fake/work");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(RunningGateway.problem(gone).getString("code")).isEqualTo("session_not_found");
  }

  @Test
  void aSessionIsChangedInPlace() throws Exception {
    gateway.core.add("work");

    HttpResponse<String> answer = patch("{\"api_key\":\"sk-planted\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"name\":\"work\"").doesNotContain("sk-planted");
    assertThat(gateway.core.changed).isEqualTo(new SessionChange(null, Secret.of("sk-planted")));
    patch("{\"default\":false}");
    assertThat(gateway.core.changed).isEqualTo(new SessionChange(false, null));
  }

  @Test
  void aChangeThatIsNoneOrUnknownIsRefused() throws Exception {
    gateway.core.add("work");
    for (String body :
        List.of("{}", "{\"project\":\"p\"}", "{\"default\":1}", "{\"api_key\":\"\"}")) {
      HttpResponse<String> answer = patch(body);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      JsonObject error = RunningGateway.error(answer);
      assertThat(error.getString("field")).isIn("body", "project", "default", "api_key");
      assertThat(error.getString("suggestion")).isNotBlank();
    }
    assertThat(RunningGateway.error(patch("{}")).getString("suggestion"))
        .isEqualTo("give default, api_key or both");
    assertThat(gateway.core.changed).isNull();
  }

  private HttpResponse<String> patch(String body) throws Exception {
    return gateway.send(
        gateway
            .request("/api/sessions/fake/work")
            .header("content-type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void refreshingAnApiKeySessionIsAConflict() throws Exception {
    HttpResponse<String> answer =
        gateway.send(
            gateway
                .request("/api/sessions/fake/work/refresh")
                .POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(409);
    RunningGateway.problem(answer);
  }

  @Test
  void providersAreListedAndShown() throws Exception {
    JsonObject provider =
        new JsonObject(gateway.get("/api/providers").body())
            .getJsonArray("providers")
            .getJsonObject(0);

    assertThat(provider.getString("id")).isEqualTo("fake");
    assertThat(provider.getJsonArray("auth_types")).containsExactly("api_key");
    assertThat(provider.getJsonArray("dialects")).containsExactly("fake-dialect");
    assertThat(provider.getJsonArray("nodes")).containsExactly("node");
    assertThat(gateway.get("/api/providers/fake").body()).isEqualTo(provider.encode());
    HttpResponse<String> unknown = gateway.get("/api/providers/nope");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(RunningGateway.problem(unknown).getString("code")).isEqualTo("provider_not_found");
  }

  @Test
  void modelsAreFilteredByCapabilityAndWords() throws Exception {
    String path = "/api/sessions/fake/work/models";
    assertThat(models(path)).hasSize(2);
    assertThat(models(path + "?capability=tools")).hasSize(1);
    assertThat(models(path + "?q=SMALL")).hasSize(1);
    assertThat(gateway.core.refreshed).isFalse();
    models(path + "?refresh=true");
    assertThat(gateway.core.refreshed).isTrue();
    assertThat(gateway.get(path + "?refresh=maybe").statusCode()).isEqualTo(400);
  }

  private Iterable<Object> models(String path) throws Exception {
    JsonObject answer = new JsonObject(gateway.get(path).body());
    assertThat(answer.getString("fetched_at")).isEqualTo("2023-11-14T22:13:20Z");
    assertThat(answer.getBoolean("stale")).isFalse();
    return answer.getJsonArray("models");
  }

  @Test
  void aKeyIsShownOnceAndListedWithoutItself() throws Exception {
    HttpResponse<String> made =
        gateway.post(
            "/api/keys", "{\"name\":\"ci\",\"role\":\"operator\",\"sessions\":[\"work\"]}");

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(new JsonObject(made.body()).getString("key")).isEqualTo("shown-once");
    HttpResponse<String> list = gateway.get("/api/keys");
    assertThat(list.body()).contains("\"hint\":").doesNotContain("shown-once");
    assertThat(gateway.send(gateway.request("/api/keys/1").DELETE()).statusCode()).isEqualTo(204);
    assertThat(gateway.send(gateway.request("/api/keys/1").DELETE()).statusCode()).isEqualTo(404);
  }

  @Test
  void everyModelOfEverySessionIsListedAsAModelString() throws Exception {
    gateway.core.add("work");
    gateway.core.add("broken");

    JsonObject list = new JsonObject(gateway.get("/v1/models").body());

    assertThat(list.getString("object")).isEqualTo("list");
    assertThat(
            list.getJsonArray("data").stream().map(entry -> ((JsonObject) entry).getString("id")))
        .containsExactly("work/big-1", "work/org/small-1");
    assertThat(list.getJsonArray("data").getJsonObject(0).getString("owned_by")).isEqualTo("fake");
    assertThat(gateway.get("/v1/models/work/org/small-1").body())
        .contains("\"id\":\"work/org/small-1\"");
    assertThat(gateway.get("/v1/models/work%2Fbig-1").statusCode()).isEqualTo(200);
    HttpResponse<String> unknown = gateway.get("/v1/models/work/none");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("fake_error").contains("none");
  }

  @Test
  void chatStreamsNeutralEvents() throws Exception {
    gateway.core.add("work");
    gateway.vendor.behaviour = FakeVendor::hello;

    HttpResponse<String> answer = chat("");

    assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(answer.body())
        .isEqualTo(
            """
            id: 1
            event: started
            data: {"id":"answer-1","model":"big-1-2026","provider":"fake","session":"work"}

            id: 2
            event: text.delta
            data: {"text":"Hello"}

            id: 3
            event: text.delta
            data: {"text":" world"}

            id: 4
            event: usage
            data: {"input_tokens":3,"output_tokens":2,"total_tokens":5,"cached_input_tokens":0,"reasoning_tokens":0}

            id: 5
            event: finished
            data: {"reason":"stop"}

            """);
    assertThat(gateway.core.asked.request().model()).isEqualTo("big-1");
  }

  private HttpResponse<String> chat(String more) throws Exception {
    return gateway.post(
        "/api/sessions/fake/work/chat",
        "{\"model\":\"big-1\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}");
  }

  @Test
  void chatAnswersInOnePieceWhereNoStreamIsWanted() throws Exception {
    gateway.core.add("work");
    gateway.vendor.behaviour = FakeVendor::hello;

    JsonObject answer = new JsonObject(chat(",\"stream\":false").body());

    assertThat(answer.getJsonObject("message").getString("content")).isEqualTo("Hello world");
    assertThat(answer.getJsonObject("usage").getInteger("total_tokens")).isEqualTo(5);
    assertThat(answer.getString("finish_reason")).isEqualTo("stop");
    assertThat(answer.getString("model")).isEqualTo("big-1-2026");
    assertThat(answer.getJsonArray("warnings")).isEmpty();
  }

  @Test
  void aVendorsRefusalKeepsItsStatusAndSaysWhoseItIs() throws Exception {
    gateway.core.add("work");
    gateway.vendor.behaviour =
        stream ->
            stream.failed(
                ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 429, null, "Slow down.")
                    .withRetryAfter(java.time.Duration.ofSeconds(7)),
                null);

    HttpResponse<String> answer = chat("");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("maestro-error-origin")).contains("provider");
    assertThat(answer.headers().firstValue("retry-after")).contains("7");
    assertThat(RunningGateway.problem(answer).getString("detail")).isEqualTo("Slow down.");
  }

  @Test
  void aStreamThatBreaksEndsWithFailed() throws Exception {
    gateway.core.add("work");
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(FakeVendor.events(FakeVendor.text("Hel")));
          stream.failed(ErrorFacts.of(ErrorKind.TRUNCATED, "It broke off."), Usage.of(1, 1));
        };

    assertThat(chat("").body())
        .endsWith(
            "event: failed\ndata: {\"code\":\"truncated\",\"detail\":\"It broke"
                + " off.\",\"retryable\":true}\n\n")
        .contains("event: usage")
        .doesNotContain("finished");
    assertThat(chat(",\"stream\":false").statusCode()).isEqualTo(502);
  }

  @Test
  void aClientThatLeavesCancelsTheVendorsRequest() throws Exception {
    gateway.core.add("work");
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(FakeVendor.events(new StreamEvent.Started("a", "m")));
        };
    HttpResponse<java.io.InputStream> answer =
        gateway
            .client()
            .send(
                gateway
                    .posting(
                        "/api/sessions/fake/work/chat",
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());

    answer.body().close();

    gateway
        .vendor
        .cancelled
        .future()
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }
}
