package dev.maestro.e2e.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
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
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** OpenAI's own SDK and Chat Completions, pointed straight at the simulator. */
class OpenAiSdkTest {
  @RegisterExtension static final RunningSimulator RUNNING = new RunningSimulator();

  private final OpenAIClient client = client("sim-openai-key");

  @AfterEach
  void close() {
    client.close();
  }

  private static OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .apiKey(key)
        .organization("org-sdk")
        .project("proj-sdk")
        .baseUrl(RUNNING.simulator().baseUrl(Vendor.OPENAI))
        .maxRetries(0)
        .build();
  }

  private static ChatCompletionCreateParams.Builder asking(String prompt) {
    return ChatCompletionCreateParams.builder().model("gpt-4.1-nano").addUserMessage(prompt);
  }

  private ChatCompletion streamed(ChatCompletionCreateParams params) {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.chatCompletion();
  }

  @Test
  void modelsAreListed() {
    assertThat(client.models().list().autoPager().stream().map(Model::id))
        .contains("gpt-5.1", "gpt-4.1-nano");
    assertThat(client.models().retrieve("gpt-4o").id()).isEqualTo("gpt-4o");
  }

  @Test
  void textIsStreamedWithUsage() {
    ChatCompletion completion =
        streamed(
            asking(Simulator.STANDARD_PROMPT)
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());
    assertThat(completion.choices().getFirst().message().content().orElseThrow())
        .contains("FastAPI", "Stripe")
        .endsWith(RUNNING.nonce());
    assertThat(completion.usage().orElseThrow().completionTokens()).isGreaterThan(500);
    assertThat(RUNNING.simulator().requests().getLast().headers())
        .containsEntry("openai-organization", "org-sdk")
        .containsEntry("openai-project", "proj-sdk");
  }

  @Test
  void textComesWhole() {
    ChatCompletion completion = client.chat().completions().create(asking("Hello").build());
    assertThat(completion.choices().getFirst().message().content().orElseThrow())
        .endsWith(RUNNING.nonce());
  }

  @Test
  void severalChoicesInterleave() {
    ChatCompletion completion = streamed(asking("Hello").n(2).build());
    assertThat(completion.choices()).hasSize(2);
  }

  @Test
  void parallelToolCallsLoop() {
    for (String marker : List.of("[[sim:tools=2]]", "[[sim:tools=2 interleaved]]")) {
      ChatCompletionCreateParams first =
          asking("Weather and time? " + marker)
              .addFunctionTool(function("get_weather"))
              .addFunctionTool(function("get_time"))
              .build();
      ChatCompletionMessage message = streamed(first).choices().getFirst().message();
      assertThat(message.toolCalls().orElseThrow())
          .extracting(call -> call.asFunction().function().name())
          .containsExactly("get_weather", "get_time");
      ChatCompletionCreateParams.Builder next = first.toBuilder().addMessage(message);
      message
          .toolCalls()
          .orElseThrow()
          .forEach(call ->
              next.addMessage(
                  ChatCompletionToolMessageParam.builder()
                      .toolCallId(call.asFunction().id())
                      .content("42")
                      .build()));
      ChatCompletion last = client.chat().completions().create(next.build());
      assertThat(last.choices().getFirst().message().content().orElseThrow())
          .contains("The tools answered: 42; 42.");
    }
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

  @Test
  void aRefusalIsARefusal() {
    assertThat(
            streamed(asking("x [[sim:refusal]]").build()).choices().getFirst().message().refusal())
        .contains("I'm sorry, but I can't assist with that request.");
  }

  @Test
  void errorsAreTheSdksOwnTypes() {
    OpenAIClient stranger = client("wrong");
    assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
    stranger.close();
    assertThatThrownBy(() -> ask(asking("x").model("gpt-nope")))
        .isInstanceOfSatisfying(
            NotFoundException.class, error -> assertThat(error.code()).contains("model_not_found"));
    assertThatThrownBy(() ->
            ask(
                asking("x")
                    .model("gpt-5")
                    .putAdditionalBodyProperty("max_tokens", JsonValue.from(10))))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            error -> {
              assertThat(error.param()).contains("max_tokens");
              assertThat(error.code()).contains("unsupported_parameter");
            });
    assertThatThrownBy(() -> ask(asking("[[sim:status=429 retry-after=2]]")))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            error -> assertThat(error.headers().values("retry-after")).containsExactly("2"));
    assertThatThrownBy(() -> ask(asking("[[sim:status=429 quota]]")))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            error -> assertThat(error.code()).contains("insufficient_quota"));
    assertThatThrownBy(() -> ask(asking("[[sim:status=503]]")))
        .isInstanceOf(InternalServerException.class);
  }

  @Test
  void anErrorInsideTheStreamIsRaised() {
    assertThatThrownBy(() -> streamed(asking("x [[sim:error]]").build()))
        .isInstanceOf(SseException.class);
  }

  private ChatCompletion ask(ChatCompletionCreateParams.Builder params) {
    return client.chat().completions().create(params.build());
  }
}
