package dev.maestro.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's own SDK and Responses against the gateway, whichever vendor the session belongs to. */
@ExtendWith(WithProcess.class)
class OpenAiResponsesTest {
  private static final String SESSION = "responses_sdk";

  private final Vendors vendors;
  private final Gateway gateway;
  private final OpenAIClient client;

  OpenAiResponsesTest(Vendors vendors, Gateway gateway) {
    this.vendors = vendors;
    this.gateway = gateway;
    this.client = client(gateway.key());
  }

  private OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .apiKey(key)
        .baseUrl(gateway.url() + "/v1")
        .maxRetries(0)
        .build();
  }

  @BeforeEach
  void makeSessions() throws Exception {
    for (var vendor : Vendor.values()) {
      gateway.create(vendor, SESSION, vendor.defaultKey());
    }
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static ResponseCreateParams.Builder asking(Vendor vendor) {
    return ResponseCreateParams.builder()
        .model(vendor.id() + "/" + SESSION + "/" + Gateway.model(vendor));
  }

  private Response streamed(ResponseCreateParams params) {
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.response();
  }

  private static String text(Response response) {
    StringBuilder text = new StringBuilder();
    response.output().stream()
        .filter(ResponseOutputItem::isMessage)
        .flatMap(item -> item.asMessage().content().stream())
        .forEach(content -> text.append(content.asOutputText().text()));
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource
  void textStreamsWithUsage(Vendor vendor) {
    var before = vendors.newest();
    Response response = streamed(asking(vendor).input(Simulator.STANDARD_PROMPT).build());
    assertThat(text(response))
        .contains("FastAPI", "Stripe", "error")
        .endsWith(vendors.conversation(before, ReceivedRequest::ended).nonce());
    assertThat(response.status()).contains(ResponseStatus.COMPLETED);
    assertThat(response.usage().orElseThrow().outputTokens()).isPositive();
    assertThat(vendor == Vendor.OPENAI || response.validate().isValid()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void textComesWhole(Vendor vendor) {
    var before = vendors.newest();
    Response response = client.responses().create(asking(vendor).input("Hello").build());
    assertThat(text(response))
        .endsWith(vendors.conversation(before, ReceivedRequest::ended).nonce());
    assertThat(response.usage().orElseThrow().totalTokens()).isPositive();
    assertThat(vendor == Vendor.OPENAI || response.validate().isValid()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void inputIsCounted(Vendor vendor) {
    var params =
        InputTokenCountParams.builder()
            .model(vendor.id() + "/" + SESSION + "/" + Gateway.model(vendor))
            .input("Hello")
            .build();
    assertThat(client.responses().inputTokens().count(params).inputTokens()).isPositive();
  }

  private static FunctionTool function(String name) {
    return FunctionTool.builder()
        .name(name)
        .strict(false)
        .parameters(
            FunctionTool.Parameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty(
                    "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build())
        .build();
  }

  private static List<ResponseInputItem> results(Response response) {
    return calls(response).stream()
        .map(call ->
            ResponseInputItem.ofFunctionCallOutput(
                ResponseInputItem.FunctionCallOutput.builder()
                    .callId(call.callId())
                    .output("42")
                    .build()))
        .toList();
  }

  private static List<ResponseFunctionToolCall> calls(Response response) {
    return response.output().stream()
        .filter(ResponseOutputItem::isFunctionCall)
        .map(ResponseOutputItem::asFunctionCall)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void aToolLoopGoesOnFromTheAnswerBefore(Vendor vendor) {
    var tools = List.of(function("get_weather"), function("get_time"));
    var first = asking(vendor).input("Weather and time? [[sim:tools=2]]");
    tools.forEach(first::addTool);
    Response called = streamed(first.build());
    assertThat(calls(called))
        .extracting(ResponseFunctionToolCall::name)
        .containsExactly("get_weather", "get_time");

    var second = asking(vendor).previousResponseId(called.id()).inputOfResponse(results(called));
    tools.forEach(second::addTool);
    Response answered = client.responses().create(second.build());
    assertThat(text(answered)).contains("The tools answered:", "42");

    var before = vendors.newest();
    streamed(asking(vendor).previousResponseId(answered.id()).input("And now?").build());
    if (vendor != Vendor.OPENAI) {
      assertThat(vendors.conversation(before, ReceivedRequest::ended).body())
          .contains("Weather and time?", "42", "The tools answered:", "And now?");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerIsFoundAgainAndDeleted(Vendor vendor) {
    Response answer = client.responses().create(asking(vendor).input("Hello").build());
    var params =
        com.openai.models.responses.ResponseRetrieveParams.builder()
            .responseId(answer.id())
            .putAdditionalHeader("maestro-session", vendor.id() + "/" + SESSION)
            .build();
    assertThat(text(client.responses().retrieve(params))).isEqualTo(text(answer));
    client
        .responses()
        .delete(
            com.openai.models.responses.ResponseDeleteParams.builder()
                .responseId(answer.id())
                .putAdditionalHeader("maestro-session", vendor.id() + "/" + SESSION)
                .build());
    assertThatThrownBy(() -> client.responses().retrieve(params))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() ->
            client
                .responses()
                .create(asking(vendor).previousResponseId(answer.id()).input("x").build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(answer.id());
  }

  @Test
  void anotherKeyDoesNotFindAnAnswer() throws Exception {
    Response answer = client.responses().create(asking(Vendor.GEMINI).input("Hello").build());
    var key =
        gateway
            .ask("POST", "/api/keys", Gateway.object().put("name", "another").put("role", "client"))
            .json()
            .path("key")
            .asText();
    OpenAIClient other = client(key);
    assertThatThrownBy(() ->
            other
                .responses()
                .create(asking(Vendor.GEMINI).previousResponseId(answer.id()).input("x").build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(answer.id());
    other.close();
  }

  @ParameterizedTest
  @EnumSource
  void refusalsAndBrokenStreamsAreTheSdksOwnErrors(Vendor vendor) {
    assertThatThrownBy(() ->
            client
                .responses()
                .create(asking(vendor).input("x [[sim:status=429 retry-after=3]]").build()))
        .isInstanceOf(RateLimitException.class);
    assertThatThrownBy(() -> streamed(asking(vendor).input("x [[sim:bytes=20KB cut=2]]").build()))
        .isInstanceOf(OpenAIException.class);
    assertThatThrownBy(() -> streamed(asking(vendor).input("x [[sim:error]]").build()))
        .isInstanceOf(OpenAIException.class);
  }
}
