package dev.maestro.e2e.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.OverloadedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.SseException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.ThinkingBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.models.ModelInfo;
import com.anthropic.models.models.ModelListParams;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Anthropic's own SDK, pointed straight at the simulator. */
class AnthropicSdkTest {
  @RegisterExtension static final RunningSimulator RUNNING = new RunningSimulator();

  private static final String MODEL = "claude-sonnet-4-5";

  private final AnthropicClient client = client("sim-anthropic-key");

  @AfterEach
  void close() {
    client.close();
  }

  private static AnthropicClient client(String key) {
    return AnthropicOkHttpClient.builder()
        .apiKey(key)
        .baseUrl(RUNNING.simulator().baseUrl(Vendor.ANTHROPIC))
        .maxRetries(0)
        .build();
  }

  private static MessageCreateParams.Builder asking(String prompt) {
    return MessageCreateParams.builder().model(MODEL).maxTokens(16_000).addUserMessage(prompt);
  }

  private static Tool weather() {
    return Tool.builder()
        .name("get_weather")
        .inputSchema(
            Tool.InputSchema.builder()
                .properties(
                    Tool.InputSchema.Properties.builder()
                        .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                        .build())
                .addRequired("city")
                .build())
        .build();
  }

  private Message streamed(MessageCreateParams params) {
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.message();
  }

  @Test
  void modelsAreListedOverPages() {
    List<String> ids =
        client.models().list(ModelListParams.builder().limit(3).build()).autoPager().stream()
            .map(ModelInfo::id)
            .toList();
    assertThat(ids).hasSizeGreaterThan(6).doesNotHaveDuplicates().contains("claude-opus-5");
    ModelInfo model = client.models().retrieve(MODEL);
    assertThat(model.id()).isEqualTo("claude-sonnet-4-5-20250929");
    assertThat(model.maxTokens()).contains(64_000L);
  }

  @Test
  void textIsStreamed() {
    Message message = streamed(asking(Simulator.STANDARD_PROMPT).build());
    String text = message.content().getFirst().asText().text();
    assertThat(text).contains("FastAPI", "Stripe").endsWith(RUNNING.nonce());
    assertThat(message.stopReason()).contains(StopReason.END_TURN);
    assertThat(message.usage().outputTokens()).isGreaterThan(500);
  }

  @Test
  void textComesWhole() {
    Message message = client.messages().create(asking("Hello").build());
    assertThat(message.content().getFirst().asText().text()).endsWith(RUNNING.nonce());
  }

  @Test
  void tokensAreCounted() {
    assertThat(
            client
                .messages()
                .countTokens(
                    MessageCountTokensParams.builder().model(MODEL).addUserMessage("Hello").build())
                .inputTokens())
        .isPositive();
  }

  @Test
  void aToolLoopWithThinkingGivesTheSignatureBack() {
    MessageCreateParams first =
        asking("Weather? [[sim:tools=2]]").enabledThinking(2048).addTool(weather()).build();
    Message message = streamed(first);
    assertThat(message.stopReason()).contains(StopReason.TOOL_USE);
    assertThat(message.content().getFirst().asThinking().signature()).isNotEmpty();
    Message second = client.messages().create(answered(first, message, message.content()).build());
    String text =
        second.content().stream()
            .filter(ContentBlock::isText)
            .map(block -> block.asText().text())
            .findFirst()
            .orElseThrow();
    assertThat(text).contains("The tools answered: sunny 0; sunny 1.");
  }

  @Test
  void aToolLoopWithoutOrWithChangedThinkingIsRefused() {
    MessageCreateParams first =
        asking("Weather? [[sim:tools]]").enabledThinking(2048).addTool(weather()).build();
    Message message = streamed(first);
    List<ContentBlock> rest = message.content().subList(1, message.content().size());
    assertThatThrownBy(() -> client.messages().create(answered(first, message, rest).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("a final `assistant` message must start with a thinking block");
    List<ContentBlockParam> changed =
        new ArrayList<>(message.content().stream().map(ContentBlock::toParam).toList());
    changed.set(
        0,
        ContentBlockParam.ofThinking(
            ThinkingBlockParam.builder()
                .thinking("Something else.")
                .signature(message.content().getFirst().asThinking().signature())
                .build()));
    assertThatThrownBy(
            () -> client.messages().create(withResults(first, message).apply(changed).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("Invalid `signature` in `thinking` block");
  }

  private static MessageCreateParams.Builder answered(
      MessageCreateParams first, Message message, List<ContentBlock> assistant) {
    return withResults(first, message)
        .apply(assistant.stream().map(ContentBlock::toParam).toList());
  }

  private static Function<List<ContentBlockParam>, MessageCreateParams.Builder> withResults(
      MessageCreateParams first, Message message) {
    List<ContentBlock> calls = message.content().stream().filter(ContentBlock::isToolUse).toList();
    List<ContentBlockParam> results = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      results.add(
          ContentBlockParam.ofToolResult(
              ToolResultBlockParam.builder()
                  .toolUseId(calls.get(i).asToolUse().id())
                  .content("sunny " + i)
                  .build()));
    }
    return assistant ->
        first.toBuilder()
            .addAssistantMessageOfContentBlockParams(assistant)
            .addUserMessageOfContentBlockParams(results);
  }

  @Test
  void errorsAreTheSdksOwnTypes() {
    AnthropicClient stranger = client("wrong");
    assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
    stranger.close();
    assertThatThrownBy(() -> client.messages().create(asking("x").model("claude-nope").build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("model: claude-nope");
    assertThatThrownBy(() -> ask("[[sim:status=429 retry-after=2]]"))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            error -> assertThat(error.headers().values("retry-after")).containsExactly("2"));
    assertThatThrownBy(() -> ask("[[sim:status=529]]")).isInstanceOf(OverloadedException.class);
    assertThatThrownBy(() -> ask("[[sim:status=500 html]]"))
        .isInstanceOf(AnthropicServiceException.class);
  }

  @Test
  void anErrorInsideTheStreamIsRaised() {
    assertThatThrownBy(() -> streamed(asking("x [[sim:error]]").build()))
        .isInstanceOf(SseException.class)
        .hasMessageContaining("Overloaded");
  }

  @Test
  void unknownBlocksAndEventsDoNotDisturbTheSdk() {
    MessageCreateParams params = asking("Hello [[sim:unknown]]").build();
    try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
      assertThat(stream.stream().filter(RawMessageStreamEvent::isMessageStop)).hasSize(1);
    }
  }

  private Message ask(String prompt) {
    return client.messages().create(asking(prompt).build());
  }
}
