package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.bus.OutboundStream;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes beside the bodies where client and vendor speak the same dialect. */
class PassedThroughTest {
  private static final Map<String, String> VENDORS =
      Map.of(
          "request-id", "req_1",
          "x-request-id", "req_2",
          "anthropic-ratelimit-tokens-remaining", "7",
          "x-ratelimit-reset-tokens", "6m0s",
          "retry-after", "3");

  private final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void sessions() {
    gateway.core.add("same", FakeDialect.DIALECT, ResponsesWire.DIALECT);
    gateway.core.add("cross", new Dialect("another"));
    gateway.vendor.behaviour = PassedThroughTest::answer;
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private static void answer(OutboundStream stream) {
    stream.opened(new StreamOpened("application/json", VENDORS, List.of()));
    stream.data(FakeVendor.raw("{}"));
    stream.finished(FakeVendor.STOP, null);
  }

  private HttpResponse<String> ask(String session, boolean stream, String query) throws Exception {
    return gateway.post(
        "/v1/chat/completions" + query,
        "{\"model\":\"" + session + "/m-1\",\"stream\":" + stream + ",\"text\":\"hi\"}");
  }

  private static void hasVendorsHeaders(HttpResponse<String> answer) {
    VENDORS.forEach(
        (name, value) -> assertThat(answer.headers().firstValue(name)).as(name).contains(value));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void requestIdsAndRateLimitsOfTheVendorComeBack(boolean stream) throws Exception {
    HttpResponse<String> answer = ask("same", stream, "");
    assertThat(answer.statusCode()).isEqualTo(200);
    hasVendorsHeaders(answer);
  }

  @Test
  void theyComeBackWithAnErrorAndWithACount() throws Exception {
    hasVendorsHeaders(gateway.post("/v1/fake/x:count", "{\"model\":\"same/m\",\"text\":\"hi\"}"));
    gateway.vendor.behaviour =
        stream ->
            stream.failed(
                ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 429, null, "Slow.")
                    .withVendorAnswer("{\"slow\":1}", VENDORS),
                null);
    HttpResponse<String> refused = ask("same", true, "");
    assertThat(refused.statusCode()).isEqualTo(429);
    hasVendorsHeaders(refused);
  }

  @Test
  void aTranslatedAnswerHasNoneOfThem() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(new StreamOpened("text/event-stream", VENDORS, List.of()));
          stream.data(FakeVendor.events(FakeVendor.text("Hello")));
          stream.finished(FakeVendor.STOP, null);
        };
    assertThat(ask("cross", true, "").headers().map().keySet())
        .doesNotContainAnyElementsOf(VENDORS.keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "?beta=true, beta=true",
    "?$fields=a(b)&x=1&x=%26, $fields=a%28b%29&x=1&x=%26",
    "?key=admin&beta=true, beta=true",
    "?beta=true&k%65y=admin&KEY=admin&$key=admin, beta=true",
    "?beta=true;key=admin, beta=true",
    "?alt=json&%24alt=sse&beta=true, beta=true",
    "?access_token=t&$userProject=p&beta=true, beta=true",
    "?key=admin, ''",
    "'', ''"
  })
  void theClientsParametersGoUpWithoutItsKey(String query, String passed) throws Exception {
    ask("same", true, query);
    assertThat(gateway.core.asked.query()).isEqualTo(passed);
  }

  @Test
  void theyGoUpWithACountTooButNeverWithATranslatedRequest() throws Exception {
    gateway.post("/v1/fake/x:count?beta=true", "{\"model\":\"same/m\",\"text\":\"hi\"}");
    assertThat(gateway.core.asked.query()).isEqualTo("beta=true");
    ask("cross", true, "?beta=true");
    assertThat(gateway.core.asked.query()).isEmpty();
  }

  @Test
  void aKeyHiddenByItsEncodingDoesNotReachAVendorThatKeepsAnswers() throws Exception {
    gateway.get("/v1/responses/resp_v?include=a&k%65y=planted");
    Buffer asked = gateway.core.asked.raw();
    assertThat(asked.toString()).contains("include=a").doesNotContain("planted");
  }

  @Test
  void aPassedStreamThatBreaksEndsWithTheNextNumber() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(FakeVendor.raw("data: {\"type\":\"x\",\"sequence_number\":41}\n\n"));
          stream.failed(ErrorFacts.of(ErrorKind.TRUNCATED, "It broke."), null);
        };
    HttpResponse<String> answer =
        gateway.post("/v1/responses", "{\"model\":\"same/m\",\"input\":\"Hi\",\"stream\":true}");
    assertThat(answer.body()).contains("\"type\":\"error\"", "\"sequence_number\":42");
  }
}
