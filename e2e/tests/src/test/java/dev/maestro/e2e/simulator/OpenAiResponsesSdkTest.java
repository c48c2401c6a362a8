package dev.maestro.e2e.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseReasoningItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** OpenAI's own SDK and Responses, pointed straight at the simulator. */
class OpenAiResponsesSdkTest {
  @RegisterExtension static final RunningSimulator RUNNING = new RunningSimulator();

  private final OpenAIClient client =
      OpenAIOkHttpClient.builder()
          .apiKey("sim-openai-key")
          .baseUrl(RUNNING.simulator().baseUrl(Vendor.OPENAI))
          .maxRetries(0)
          .build();

  @AfterEach
  void close() {
    client.close();
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

  @Test
  void textIsStreamedWithUsage() {
    Response response =
        streamed(
            ResponseCreateParams.builder()
                .model("gpt-5.1")
                .input(Simulator.STANDARD_PROMPT)
                .build());
    assertThat(text(response)).contains("FastAPI", "Stripe").endsWith(RUNNING.nonce());
    assertThat(response.status()).contains(ResponseStatus.COMPLETED);
    assertThat(response.usage().orElseThrow().outputTokens()).isGreaterThan(500);
    assertThat(response.usage().orElseThrow().outputTokensDetails().reasoningTokens()).isPositive();
  }

  @Test
  void inputIsCounted() {
    assertThat(
            client
                .responses()
                .inputTokens()
                .count(InputTokenCountParams.builder().model("gpt-5.1").input("Hello").build())
                .inputTokens())
        .isPositive();
  }

  private static ResponseCreateParams.Builder asking() {
    return ResponseCreateParams.builder()
        .model("gpt-5.1")
        .store(false)
        .reasoning(Reasoning.builder().summary(Reasoning.Summary.AUTO).build())
        .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT)
        .addTool(
            FunctionTool.builder()
                .name("get_weather")
                .strict(false)
                .parameters(
                    FunctionTool.Parameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                            "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                .build());
  }

  private static List<ResponseInputItem> question() {
    return new ArrayList<>(
        List.of(
            ResponseInputItem.ofEasyInputMessage(
                EasyInputMessage.builder()
                    .role(EasyInputMessage.Role.USER)
                    .content("Weather? [[sim:tools]]")
                    .build())));
  }

  private static ResponseInputItem result(ResponseFunctionToolCall call) {
    return ResponseInputItem.ofFunctionCallOutput(
        ResponseInputItem.FunctionCallOutput.builder()
            .callId(call.callId())
            .output("sunny")
            .build());
  }

  @Test
  void aStatelessToolLoopGivesTheReasoningBack() {
    Response first = streamed(asking().inputOfResponse(question()).build());
    ResponseReasoningItem reasoning = reasoning(first);
    ResponseFunctionToolCall call = call(first);
    List<ResponseInputItem> items = question();
    items.add(ResponseInputItem.ofReasoning(reasoning));
    items.add(ResponseInputItem.ofFunctionCall(call));
    items.add(result(call));
    Response second = client.responses().create(asking().inputOfResponse(items).build());
    assertThat(text(second)).contains("The tools answered: sunny.");
  }

  @Test
  void aToolLoopWithoutOrWithChangedReasoningIsRefused() {
    Response first = streamed(asking().inputOfResponse(question()).build());
    ResponseFunctionToolCall call = call(first);
    List<ResponseInputItem> without = question();
    without.add(ResponseInputItem.ofFunctionCall(call));
    without.add(result(call));
    assertThatThrownBy(() -> client.responses().create(asking().inputOfResponse(without).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("was provided without its required 'reasoning' item");
    ResponseReasoningItem reasoning = reasoning(first);
    String content = reasoning.encryptedContent().orElseThrow();
    char last = content.charAt(content.length() - 1);
    List<ResponseInputItem> changed = question();
    changed.add(
        ResponseInputItem.ofReasoning(
            reasoning.toBuilder()
                .encryptedContent(
                    content.substring(0, content.length() - 1) + (last == 'A' ? 'B' : 'A'))
                .build()));
    changed.addAll(without.subList(1, without.size()));
    assertThatThrownBy(() -> client.responses().create(asking().inputOfResponse(changed).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("could not be verified");
  }

  @Test
  void aStoredResponseIsContinuedById() {
    Response first = streamed(asking().store(true).inputOfResponse(question()).build());
    Response second =
        client
            .responses()
            .create(
                asking()
                    .previousResponseId(first.id())
                    .inputOfResponse(List.of(result(call(first))))
                    .build());
    assertThat(text(second)).contains("The tools answered: sunny.");
  }

  private static ResponseReasoningItem reasoning(Response response) {
    return response.output().stream()
        .filter(ResponseOutputItem::isReasoning)
        .findFirst()
        .orElseThrow()
        .asReasoning();
  }

  private static ResponseFunctionToolCall call(Response response) {
    return response.output().stream()
        .filter(ResponseOutputItem::isFunctionCall)
        .findFirst()
        .orElseThrow()
        .asFunctionCall();
  }

  @Test
  void anIncompleteAndAFailedResponseSayWhy() {
    Response incomplete =
        streamed(ResponseCreateParams.builder().model("gpt-4.1").input("x [[sim:length]]").build());
    assertThat(incomplete.status()).contains(ResponseStatus.INCOMPLETE);
    Response failed =
        streamed(ResponseCreateParams.builder().model("gpt-4.1").input("x [[sim:failed]]").build());
    assertThat(failed.error().orElseThrow().message()).contains("The server had an error");
  }

  @Test
  void anUnknownParameterIsRefused() {
    assertThatThrownBy(() ->
            client
                .responses()
                .create(
                    ResponseCreateParams.builder()
                        .model("gpt-4.1")
                        .input("x")
                        .putAdditionalBodyProperty("stop", JsonValue.from("a"))
                        .build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("Unknown parameter: 'stop'");
  }
}
