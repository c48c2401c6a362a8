package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.bus.OutboundStream;
import dev.maestro.dialect.gemini.GeminiWire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dialect that names the model in the path and streams in two ways. */
class CompatibleGeminiTest {
  private static final String BODY = "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}], \"x\":1.0}";
  private static final String STREAM = ":streamGenerateContent";
  private final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void sessions() {
    gateway.core.add("same", GeminiWire.DIALECT);
    gateway.core.add("cross", new Dialect("another"));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private HttpResponse<String> ask(String path) throws Exception {
    return gateway.post(path, BODY);
  }

  private static void twoEvents(OutboundStream stream) {
    stream.opened(FakeVendor.opened());
    stream.data(FakeVendor.raw("data: {\"a\": 1}\r\n\r\nda"));
    stream.data(FakeVendor.raw("ta: {\"b\": 2}\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1beta/models/same/m-1", "/v1beta/same%2Fm-1", "/v1/models/same/m-1"})
  void eventsPassAsTheyCameAndTheBodyGoesUpUnchanged(String model) throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          twoEvents(stream);
          stream.finished(FakeVendor.STOP, null);
        };

    HttpResponse<String> answer = ask(model + STREAM + "?alt=sse");

    assertThat(answer.body()).isEqualTo("data: {\"a\": 1}\r\n\r\ndata: {\"b\": 2}\r\n\r\n");
    assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(gateway.core.asked.raw().toString()).isEqualTo(BODY);
    assertThat(gateway.core.asked.model()).isEqualTo("m-1");
    assertThat(gateway.core.asked.streaming()).isTrue();
  }

  @Test
  void withoutEventsAStreamIsOneListOfTheVendorsBytes() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          twoEvents(stream);
          stream.finished(FakeVendor.STOP, null);
        };

    HttpResponse<String> answer = ask("/v1beta/models/same/m-1" + STREAM);

    assertThat(answer.body()).isEqualTo("[{\"a\": 1},\r\n{\"b\": 2}]");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(gateway.core.asked.streaming()).as("the vendor is asked for events").isTrue();
  }

  @Test
  void aListThatBreaksOffEndsWellFormedWithTheError() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          twoEvents(stream);
          stream.data(FakeVendor.raw("data: {\"never"));
          stream.failed(ErrorFacts.of(ErrorKind.TRUNCATED, "It broke."), null);
        };

    JsonArray list = new JsonArray(ask("/v1beta/models/same/m-1" + STREAM).body());

    assertThat(list).hasSize(3);
    assertThat(list.getJsonObject(2).getJsonObject("error").getString("message"))
        .isEqualTo("It broke.");
  }

  @Test
  void aVendorsErrorInsideTheStreamIsTheListsLastElement() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          twoEvents(stream);
          stream.data(FakeVendor.raw("{\"error\":{\"code\":503}}"));
          stream.failed(ErrorFacts.vendor(ErrorKind.OVERLOADED, 503, null, "Full."), null);
        };

    assertThat(ask("/v1beta/models/same/m-1" + STREAM).body())
        .isEqualTo("[{\"a\": 1},\r\n{\"b\": 2},\r\n{\"error\":{\"code\":503}}]");
  }

  @Test
  void anotherDialectIsTranslatedInEveryForm() throws Exception {
    gateway.vendor.behaviour = FakeVendor::hello;
    String model = "/v1beta/models/cross/m-1";

    assertThat(ask(model + STREAM + "?alt=sse").body())
        .startsWith("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]")
        .contains("\"finishReason\":\"STOP\"", "\"promptTokenCount\":3")
        .endsWith("\r\n\r\n");
    assertThat(new JsonArray(ask(model + STREAM).body())).hasSize(3);
    JsonObject whole = new JsonObject(ask(model + ":generateContent").body());
    assertThat(whole.toString()).contains("\"text\":\"Hello world\"");
    assertThat(whole.getString("modelVersion")).isEqualTo("big-1-2026");
  }

  @Test
  void errorsStandInAListWhereOneIsWanted() throws Exception {
    gateway.vendor.behaviour =
        stream ->
            stream.failed(
                ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 429, null, "Slow.")
                    .withVendorAnswer("{\"error\":{\"code\":429}}", Map.of()),
                null);

    HttpResponse<String> passed = ask("/v1beta/models/same/m-1" + STREAM);
    assertThat(passed.statusCode()).isEqualTo(429);
    assertThat(passed.body()).isEqualTo("[{\"error\":{\"code\":429}}]");
    assertThat(ask("/v1beta/models/same/m-1" + STREAM + "?alt=sse").body())
        .isEqualTo("{\"error\":{\"code\":429}}");
    JsonArray unknown = new JsonArray(ask("/v1beta/models/nowhere/m-1" + STREAM).body());
    assertThat(unknown.getJsonObject(0).getJsonObject("error").getString("message"))
        .contains("nowhere");
  }

  @Test
  void errorsBeforeTheBodyIsReadStandInAListToo() throws Exception {
    String path = "/v1beta/models/same/m-1" + STREAM;
    HttpResponse<String> large = gateway.post(path, " ".repeat(RunningGateway.MAX_BODY + 1));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(new JsonArray(large.body()).getJsonObject(0).containsKey("error")).isTrue();
    HttpResponse<String> unknown = gateway.send(unauthorized(path));
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(new JsonArray(unknown.body()).getJsonObject(0).containsKey("error")).isTrue();
    HttpResponse<String> events = gateway.send(unauthorized(path + "?alt=sse"));
    assertThat(events.statusCode()).isEqualTo(401);
    assertThat(new JsonObject(events.body()).containsKey("error")).isTrue();
  }

  private HttpRequest.Builder unauthorized(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port + path))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(BODY));
  }

  @Test
  void aMethodNobodyHasIsRefusedInTheVendorsForm() throws Exception {
    HttpResponse<String> answer = ask("/v1beta/models/same/m-1:embedContent");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(new JsonObject(answer.body()).getJsonObject("error").getInteger("code"))
        .isEqualTo(405);
  }

  @Test
  void modelsAreListedInPagesAndOneByOne() throws Exception {
    JsonObject list = new JsonObject(gateway.get("/v1beta/models?pageSize=1").body());
    assertThat(list.getJsonArray("models").getJsonObject(0).getString("name"))
        .isEqualTo("models/same/big-1");
    assertThat(list.getString("nextPageToken")).isNotBlank();
    JsonObject one = new JsonObject(gateway.get("/v1beta/models/same/big-1").body());
    assertThat(one.getString("name")).isEqualTo("models/same/big-1");
    assertThat(gateway.get("/v1beta/models?pageSize=x").statusCode()).isEqualTo(400);
  }

  @Test
  void theKeyIsTakenFromTheQueryAndGoesNoFurther() throws Exception {
    gateway.vendor.behaviour = FakeVendor::hello;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + gateway.port
                        + "/v1beta/models/same/m-1:generateContent?key=admin"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(BODY));

    assertThat(gateway.send(request).statusCode()).isEqualTo(200);
    assertThat(gateway.core.asked.headers().toString() + gateway.core.asked.raw())
        .doesNotContain("admin");
    HttpResponse<String> wrong =
        gateway.send(
            HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.port + "/v1beta/models?key=not-known")));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("UNAUTHENTICATED").doesNotContain("not-known");
  }
}
