package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.bus.BusCodecs;
import dev.maestro.core.settings.CallbackSettings;
import dev.maestro.core.settings.HttpSettings;
import dev.maestro.dialect.gemini.GeminiClient;
import dev.maestro.dialect.responses.ResponsesClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A real gateway on a free port, in front of a fake core and a fake vendor. */
final class RunningGateway implements AutoCloseable {
  static final int MAX_BODY = 10_000;

  final Vertx vertx = Vertx.vertx();
  final FakeOperations core = new FakeOperations(vertx);
  final FakeVendor vendor = new FakeVendor();
  final FakeDialect dialect = new FakeDialect();
  final int port;
  final String deployment;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  RunningGateway() {
    this(Duration.ofSeconds(15));
  }

  RunningGateway(Duration ping) {
    BusCodecs.register(vertx.eventBus());
    vertx.deployVerticle(vendor).await();
    HttpSettings http =
        new HttpSettings(
            "127.0.0.1", 0, Set.of("127.0.0.1", "localhost"), MAX_BODY, Optional.empty(), false);
    GatewayVerticle gateway =
        new GatewayVerticle(
            new GatewayOptions(
                http, new CallbackSettings("localhost", 0), "node", Duration.ofSeconds(5), ping),
            core,
            java.util.List.of(dialect, new GeminiClient(), new ResponsesClient()));
    deployment = vertx.deployVerticle(gateway).await();
    port = gateway.port().await();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10))
        .header("authorization", "Bearer admin");
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpClient client() {
    return client;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(posting(path, body));
  }

  HttpRequest.Builder posting(String path, String body) {
    return request(path)
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** The problem of an answer, after a look at its form. */
  static JsonObject problem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("maestro-request-id")).isPresent();
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.fieldNames())
        .contains("type", "title", "status", "detail", "code", "errors");
    assertThat(problem.getInteger("status")).isEqualTo(answer.statusCode());
    return problem;
  }

  static JsonObject error(HttpResponse<String> answer) {
    return problem(answer).getJsonArray("errors").getJsonObject(0);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
