package dev.maestro.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.models.Model;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's own SDK against the gateway, whichever vendor the session belongs to. */
@ExtendWith(WithProcess.class)
class OpenAiSdkTest {
  private static final String SESSION = "openai_sdk";

  private final Vendors vendors;
  private final Gateway gateway;
  private final OpenAIClient client;

  OpenAiSdkTest(Vendors vendors, Gateway gateway) {
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

  private static ChatCompletionCreateParams.Builder asking(Vendor vendor, String prompt) {
    return ChatCompletionCreateParams.builder()
        .model(vendor.id() + "/" + SESSION + "/" + Gateway.model(vendor))
        .addUserMessage(prompt);
  }

  private ChatCompletion streamed(ChatCompletionCreateParams params) {
    var accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.chatCompletion();
  }

  private static String text(ChatCompletion completion) {
    return completion.choices().getFirst().message().content().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void textStreamsWithUsage(Vendor vendor) {
    var before = vendors.newest();
    var completion =
        streamed(
            asking(vendor, Simulator.STANDARD_PROMPT)
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());
    assertThat(text(completion))
        .contains("FastAPI", "Stripe", "error")
        .endsWith(vendors.conversation(before, ReceivedRequest::ended).nonce());
    assertThat(completion.usage().orElseThrow().completionTokens()).isPositive();
    assertThat(completion.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
  }

  @ParameterizedTest
  @EnumSource
  void textComesWhole(Vendor vendor) {
    var before = vendors.newest();
    var completion = client.chat().completions().create(asking(vendor, "Hello").build());
    assertThat(text(completion))
        .endsWith(vendors.conversation(before, ReceivedRequest::ended).nonce());
    assertThat(completion.usage().orElseThrow().totalTokens()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void toolsAreCalledAndTheirResultsRead(Vendor vendor) {
    var first =
        asking(vendor, "Weather and time? [[sim:tools=2]]")
            .addFunctionTool(function("get_weather"))
            .addFunctionTool(function("get_time"))
            .build();
    ChatCompletionMessage message = streamed(first).choices().getFirst().message();
    var calls = message.toolCalls().orElseThrow();
    assertThat(calls)
        .extracting(call -> call.asFunction().function().name())
        .containsExactly("get_weather", "get_time");
    var next = first.toBuilder().addMessage(message);
    calls.forEach(call ->
        next.addMessage(
            ChatCompletionToolMessageParam.builder()
                .toolCallId(call.asFunction().id())
                .content("42")
                .build()));
    assertThat(text(client.chat().completions().create(next.build())))
        .contains("The tools answered:", "42");
  }

  private static FunctionDefinition function(String name) {
    return FunctionDefinition.builder()
        .name(name)
        .parameters(
            FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty(
                    "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build())
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void refusalsOfTheVendorAreTheSdksOwnErrors(Vendor vendor) {
    assertThatThrownBy(() -> ask(asking(vendor, "x [[sim:status=429 retry-after=3]]")))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            error -> assertThat(error.headers().values("retry-after")).containsExactly("3"));
    var nobody = vendor.id() + "/nobody";
    assertThatThrownBy(
            () -> ask(asking(vendor, "x").putAdditionalHeader("maestro-session", nobody)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("nobody");
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenStreamIsAnErrorAndNoAnswer(Vendor vendor) {
    assertThatThrownBy(() -> streamed(asking(vendor, "x [[sim:bytes=20KB cut=2]]").build()))
        .isInstanceOf(OpenAIException.class);
    assertThatThrownBy(() -> streamed(asking(vendor, "x [[sim:error]]").build()))
        .isInstanceOf(OpenAIException.class);
  }

  @Test
  void aWrongKeyIsUnauthorized() {
    OpenAIClient stranger = client("wrong-key-of-nobody");
    assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
    stranger.close();
  }

  @Test
  void modelsOfAllSessionsAreListed() {
    assertThat(client.models().list().autoPager().stream().map(Model::id))
        .anyMatch(id -> id.endsWith("gpt-4.1-mini"))
        .anyMatch(id -> id.endsWith("gemini-2.5-flash"))
        .anyMatch(id -> id.endsWith("claude-haiku-4-5-20251001"));
  }

  private ChatCompletion ask(ChatCompletionCreateParams.Builder params) {
    return client.chat().completions().create(params.build());
  }
}
