package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.api.chat.Part;
import dev.maestro.core.store.StoredResponse;
import dev.maestro.dialect.responses.KeptCall;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that clients ask for again, and go on from. */
class KeptAnswerTest {
  private static final String PATH = "/v1/responses";
  private final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void sessions() {
    gateway.core.add("cross", new Dialect("another"));
    gateway.vendor.behaviour = FakeVendor::hello;
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private HttpResponse<String> ask(String fields) throws Exception {
    return gateway.post(PATH, "{\"model\":\"cross/m-1\",\"input\":\"Hi\"" + fields + "}");
  }

  private HttpResponse<String> at(String method, String path) throws Exception {
    return gateway.send(
        gateway
            .request(PATH + path)
            .method(method, java.net.http.HttpRequest.BodyPublishers.noBody()));
  }

  private void keep(String owner, String id) {
    gateway.core.stored.put(
        owner + "/" + id,
        new StoredResponse(
            id,
            Optional.empty(),
            Buffer.buffer("[{\"role\":\"user\",\"content\":\"Before\"}]"),
            Buffer.buffer("{\"id\":\"" + id + "\",\"output\":[]}")));
  }

  private static JsonObject error(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getJsonObject("error");
  }

  @Test
  void aWholeAnswerIsKeptAndFoundAndDeleted() throws Exception {
    gateway.core.storing.complete();
    JsonObject answer = new JsonObject(ask("").body());
    String id = answer.getString("id");

    assertThat(new JsonObject(at("GET", "/" + id).body())).isEqualTo(answer);
    JsonObject input = new JsonObject(at("GET", "/" + id + "/input_items").body());
    assertThat(input.getJsonArray("data")).hasSize(1);
    assertThat(new JsonObject(at("DELETE", "/" + id).body()).getBoolean("deleted")).isTrue();
    assertThat(at("GET", "/" + id).statusCode()).isEqualTo(404);
    assertThat(at("DELETE", "/" + id).statusCode()).isEqualTo(404);
    assertThat(at("GET", "/" + id + "/input_items").statusCode()).isEqualTo(404);
  }

  @Test
  void aStreamsLastEventWaitsUntilTheAnswerIsKept() throws Exception {
    CountDownLatch finished = new CountDownLatch(1);
    gateway.vendor.behaviour =
        stream -> {
          FakeVendor.hello(stream);
          finished.countDown();
        };
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return ask(",\"stream\":true");
          } catch (Exception broken) {
            throw new IllegalStateException(broken);
          }
        });
    assertThat(finished.await(10, TimeUnit.SECONDS)).isTrue();
    // Whatever the gateway had to say by then has been said when it has answered twice more.
    gateway.send(gateway.request("/health/live"));
    gateway.send(gateway.request("/health/live"));
    assertThat(answer).isNotDone();

    gateway.core.storing.complete();

    String body = answer.get(10, TimeUnit.SECONDS).body();
    assertThat(body).contains("event: response.completed");
    String kept = gateway.core.stored.values().iterator().next().answer().toString();
    assertThat(body).contains(kept);
  }

  @Test
  void anAnswerThatCannotBeKeptIsAnAnswerStill() throws Exception {
    gateway.core.storing.fail("no database");
    assertThat(ask(",\"stream\":true").body()).contains("event: response.completed");
    assertThat(ask("").statusCode()).isEqualTo(200);
  }

  @Test
  void whatShallNotBeKeptIsNot() throws Exception {
    gateway.core.storing.complete();
    assertThat(new JsonObject(ask(",\"store\":false").body()).getBoolean("store")).isFalse();
    assertThat(gateway.core.stored).isEmpty();
  }

  @Test
  void aRequestGoesOnFromAnAnswer() throws Exception {
    gateway.core.storing.complete();
    String first = new JsonObject(ask("").body()).getString("id");

    JsonObject second = new JsonObject(ask(",\"previous_response_id\":\"" + first + "\"").body());

    assertThat(gateway.core.asked.request().messages())
        .extracting(message -> ((Part.Text) message.parts().getFirst()).text())
        .containsExactly("Hi", "Hello world", "Hi");
    assertThat(second.getString("previous_response_id")).isEqualTo(first);
    StoredResponse kept =
        gateway.core.stored.values().stream()
            .filter(stored -> stored.id().equals(second.getString("id")))
            .findFirst()
            .orElseThrow();
    assertThat(kept.previous()).contains(first);
    assertThat(kept.input().toJsonArray()).hasSize(1);
  }

  @Test
  void anAnswerThatIsNotThereCannotBeGoneOnFrom() throws Exception {
    HttpResponse<String> answer = ask(",\"previous_response_id\":\"resp_none\"");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer).getString("code")).isEqualTo("previous_response_not_found");
    assertThat(error(answer).getString("param")).isEqualTo("previous_response_id");
  }

  @Test
  void aVendorThatKeepsItsAnswersIsAskedForThem() throws Exception {
    gateway.core.add("same", ResponsesWire.DIALECT);
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(new StreamOpened("application/json", Map.of("x-id", "r"), List.of()));
          stream.data(FakeVendor.raw("{\"id\": \"resp_v\"}"));
          stream.finished(FakeVendor.STOP, null);
        };

    HttpResponse<String> answer = at("GET", "/resp_v?include=a&key=secret");

    assertThat(answer.body()).isEqualTo("{\"id\": \"resp_v\"}");
    assertThat(answer.headers().firstValue("x-id")).contains("r");
    assertThat(KeptCall.read(gateway.core.asked.raw()).path())
        .isEqualTo("/responses/resp_v?include=a");
    at("GET", "/resp_v?%6Bey=s1&include=a&KEY=s2&k%65y&stop=b;key=s3&=key=s4&keys=b%3D");
    assertThat(KeptCall.read(gateway.core.asked.raw()).path())
        .isEqualTo("/responses/resp_v?include=a&stop=b&keys=b%3D");
    at("DELETE", "/resp_v");
    assertThat(KeptCall.read(gateway.core.asked.raw()).asked().delete()).isTrue();
    at("GET", "/resp_v/input_items");
    assertThat(KeptCall.read(gateway.core.asked.raw()).path())
        .isEqualTo("/responses/resp_v/input_items");
  }

  @Test
  void amongSeveralSuchVendorsTheHeaderDecides() throws Exception {
    gateway.core.add("same", ResponsesWire.DIALECT);
    gateway.core.add("other", ResponsesWire.DIALECT);
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(new StreamOpened("application/json", Map.of(), List.of()));
          stream.finished(FakeVendor.STOP, null);
        };

    HttpResponse<String> which = at("GET", "/resp_v");
    assertThat(which.statusCode()).isEqualTo(400);
    assertThat(which.body()).contains("fake/same", "fake/other", "maestro-session");

    var named = gateway.request(PATH + "/resp_v").header("maestro-session", "other");
    assertThat(gateway.send(named).statusCode()).isEqualTo(200);
    assertThat(gateway.core.asked.session()).isEqualTo("id-other");
    var wrong = gateway.request(PATH + "/resp_v").header("maestro-session", "cross");
    assertThat(gateway.send(wrong).statusCode()).isEqualTo(404);
  }

  @Test
  void onAVendorsOwnSessionNothingIsKeptAndAnIdPasses() throws Exception {
    gateway.core.add("same", ResponsesWire.DIALECT);
    keep("key-admin", "resp_1");
    String body = "{\"model\":\"same/m\",\"input\":\"x\",\"previous_response_id\":\"resp_1\"}";
    gateway.post(PATH, body);
    assertThat(gateway.core.asked.raw().toString()).isEqualTo(body.replace("same/m", "m"));
    assertThat(gateway.core.stored).hasSize(1);
  }

  @Test
  void anotherKeysAnswerIsNotThere() throws Exception {
    keep("another-key", "resp_1");
    assertThat(at("GET", "/resp_1").statusCode()).isEqualTo(404);
    assertThat(ask(",\"previous_response_id\":\"resp_1\"").statusCode()).isEqualTo(400);
  }
}
