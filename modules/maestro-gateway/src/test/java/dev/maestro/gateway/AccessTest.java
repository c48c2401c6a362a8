package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in, and how far. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private final RunningGateway gateway = new RunningGateway();

  @AfterAll
  void close() {
    gateway.close();
  }

  private HttpResponse<String> get(String path, String header, String value) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port + path));
    return gateway.send(header == null ? request : request.header(header, value));
  }

  @ParameterizedTest
  @CsvSource({"authorization,Bearer admin", "x-api-key,admin", "x-goog-api-key,admin"})
  void aKeyIsTakenFromEachHeaderThatSdksUse(String header, String value) throws Exception {
    assertThat(get("/api/sessions", header, value).statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyIsTakenFromTheQuery() throws Exception {
    assertThat(get("/api/sessions?key=admin", null, null).statusCode()).isEqualTo(200);
  }

  @Test
  void withoutAKnownKeyNobodyGetsIn() throws Exception {
    assertThat(get("/api/sessions", null, null).statusCode()).isEqualTo(401);
    HttpResponse<String> wrong = get("/api/sessions", "authorization", "Bearer wrong");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(RunningGateway.problem(wrong).getString("code")).isEqualTo("unauthorized");
  }

  @Test
  void healthAndContractNeedNoKey() throws Exception {
    assertThat(get("/health/live", null, null).statusCode()).isEqualTo(200);
    assertThat(get("/health/ready", null, null).statusCode()).isEqualTo(200);
    HttpResponse<String> contract = get("/openapi.yaml", null, null);
    assertThat(contract.body()).startsWith("openapi: 3.1.0").contains("/v1/chat/completions");
  }

  @Test
  void aNodeWhoseProvidersAreNotThereYetIsNotReady() throws Exception {
    gateway.core.ready = false;
    assertThat(get("/health/ready", null, null).statusCode()).isEqualTo(503);
    assertThat(get("/health/live", null, null).statusCode()).isEqualTo(200);
    gateway.core.ready = true;
  }

  @ParameterizedTest
  @CsvSource({
    "/api/keys,operator,403",
    "/api/keys,client,403",
    "/api/keys,admin,200",
    "/api/sessions,operator,200",
    "/api/sessions,client,403",
    "/v1/models,client,200",
  })
  void aRoleGoesAsFarAsItsRoutes(String path, String role, int status) throws Exception {
    assertThat(get(path, "x-api-key", role).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"operator,200", "client,403", "limited,403"})
  void aSessionIsChangedByWhoeverMayMakeIt(String role, int status) throws Exception {
    gateway.core.add("mine");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.port + "/api/sessions/fake/mine"))
            .header("x-api-key", role)
            .header("content-type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"default\":true}"));
    assertThat(gateway.send(request).statusCode()).isEqualTo(status);
  }

  @Test
  void aKeyLimitedToOtherSessionsMayNotUseThisOne() throws Exception {
    gateway.core.add("mine");
    HttpResponse<String> answer = get("/api/sessions/fake/mine/models", "x-api-key", "limited");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(RunningGateway.problem(answer).getString("code")).isEqualTo("session_forbidden");
  }

  @Test
  void aForeignHostIsRefused() throws Exception {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost("127.0.0.1")
            .setPort(gateway.port)
            .setURI("/health/live")
            .putHeader("host", "evil.example");
    // Held until the answer is there: a client that nobody holds is closed by the collector.
    HttpClientAgent client = gateway.vertx.createHttpClient();
    int status =
        client
            .request(options)
            .compose(request -> request.send())
            .map(answer -> answer.statusCode())
            .await();
    client.close().await();

    assertThat(status).isEqualTo(421);
  }

  @Test
  void aSaneRequestIdOfTheClientComesBackAndAnyOtherDoesNot() throws Exception {
    assertThat(id("trace-7")).isEqualTo("trace-7");
    assertThat(id("two words")).isNotEqualTo("two words").isNotBlank();
  }

  private String id(String given) throws Exception {
    return get("/health/live", "x-request-id", given)
        .headers()
        .firstValue("maestro-request-id")
        .orElseThrow();
  }
}
