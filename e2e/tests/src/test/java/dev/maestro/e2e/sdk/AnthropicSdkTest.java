package dev.maestro.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ThinkingConfigDisabled;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import com.anthropic.models.models.ModelListParams;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Anthropic's own SDK against the gateway, whichever vendor the session belongs to. */
@ExtendWith(WithProcess.class)
class AnthropicSdkTest {
  private static final String SESSION = "anthropic_sdk";
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

  private final Vendors vendors;
  private final Gateway gateway;
  private final AnthropicClient client;

  AnthropicSdkTest(Vendors vendors, Gateway gateway) {
    this.vendors = vendors;
    this.gateway = gateway;
    this.client = client(gateway.key());
  }

  private AnthropicClient client(String key) {
    return AnthropicOkHttpClient.builder()
        .apiKey(key)
        .baseUrl(gateway.url().toString())
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

  private static String model(Vendor vendor, String model) {
    return vendor.id() + "/" + SESSION + "/" + model;
  }

  private static MessageCreateParams.Builder asking(Vendor vendor, String prompt) {
    return MessageCreateParams.builder()
        .model(model(vendor, Gateway.model(vendor)))
        .maxTokens(8000)
        .addUserMessage(prompt);
  }

  private Message streamed(MessageCreateParams params) {
    var accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.message();
  }

  private static String text(Message message) {
    return message.content().stream()
        .filter(ContentBlock::isText)
        .map(block -> block.asText().text())
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @EnumSource
  void textStreamsWithUsage(Vendor vendor) {
    var before = vendors.newest();
    var message = streamed(asking(vendor, Simulator.STANDARD_PROMPT).build());
    assertThat(text(message))
        .contains("FastAPI", "Stripe", "error")
        .endsWith(vendors.conversation(before, ReceivedRequest::ended).nonce());
    assertThat(message.usage().inputTokens()).isPositive();
    assertThat(message.usage().outputTokens()).isPositive();
    assertThat(message.stopReason()).contains(StopReason.END_TURN);
  }

  @ParameterizedTest
  @EnumSource
  void textComesWholeAndImagesGoUp(Vendor vendor) {
    var before = vendors.newest();
    var image =
        ImageBlockParam.builder()
            .source(
                Base64ImageSource.builder()
                    .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                    .data(PNG)
                    .build())
            .build();
    var words = TextBlockParam.builder().text("What is it?").build();
    var message =
        client
            .messages()
            .create(
                MessageCreateParams.builder()
                    .model(model(vendor, Gateway.model(vendor)))
                    .maxTokens(100)
                    .addUserMessageOfContentBlockParams(
                        List.of(ContentBlockParam.ofImage(image), ContentBlockParam.ofText(words)))
                    .build());
    var received = vendors.conversation(before, ReceivedRequest::ended);
    assertThat(text(message)).endsWith(received.nonce());
    assertThat(received.body().toString()).contains(PNG);
    assertThat(message.usage().inputTokens()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void aToolLoopOfThreeTurnsKeepsWhatTheVendorSigned(Vendor vendor) {
    var model =
        switch (vendor) {
          case ANTHROPIC -> "claude-sonnet-4-5-20250929";
          case OPENAI -> "gpt-5.1";
          case GEMINI -> "gemini-3-pro-preview";
        };
    var params =
        MessageCreateParams.builder()
            .model(model(vendor, model))
            .maxTokens(8000)
            .addUserMessage("Weather and time? [[sim:tools=2 rounds=3 thinking]]")
            .enabledThinking(2048)
            .addTool(tool("get_weather"))
            .addTool(tool("get_time"))
            .build();
    var message = streamed(params);
    for (int round = 0; round < 3; round++) {
      assertThat(message.stopReason()).contains(StopReason.TOOL_USE);
      assertThat(message.content().getFirst().asThinking().signature()).isNotEmpty();
      assertThat(calls(message))
          .extracting(ToolUseBlock::name)
          .containsExactly("get_weather", "get_time");
      params = answered(params, message);
      message = round == 1 ? client.messages().create(params) : streamed(params);
    }
    assertThat(text(message)).contains("The tools answered:", "42");
  }

  private static List<ToolUseBlock> calls(Message message) {
    return message.content().stream()
        .filter(ContentBlock::isToolUse)
        .map(ContentBlock::asToolUse)
        .toList();
  }

  private static MessageCreateParams answered(MessageCreateParams params, Message message) {
    List<ContentBlockParam> results = new ArrayList<>();
    for (ToolUseBlock call : calls(message)) {
      results.add(
          ContentBlockParam.ofToolResult(
              ToolResultBlockParam.builder().toolUseId(call.id()).content("42").build()));
    }
    return params.toBuilder()
        .addMessage(message)
        .addUserMessageOfContentBlockParams(results)
        .build();
  }

  private static Tool tool(String name) {
    return Tool.builder()
        .name(name)
        .inputSchema(
            Tool.InputSchema.builder()
                .properties(
                    Tool.InputSchema.Properties.builder()
                        .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                        .build())
                .build())
        .build();
  }

  @Test
  void aConversationMovesFromOneVendorToAnother() {
    var params =
        MessageCreateParams.builder()
            .model(model(Vendor.GEMINI, "gemini-3-pro-preview"))
            .maxTokens(8000)
            .addUserMessage("Weather? [[sim:tools thinking]]")
            .enabledThinking(2048)
            .addTool(tool("get_weather"))
            .build();
    var message = streamed(params);
    assertThat(message.content().getFirst().isThinking()).isTrue();
    var next =
        answered(params, message).toBuilder()
            .model(model(Vendor.ANTHROPIC, "claude-haiku-4-5-20251001"))
            .thinking(ThinkingConfigDisabled.builder().build())
            .build();
    assertThat(text(streamed(next))).contains("The tools answered:", "42");
  }

  @ParameterizedTest
  @EnumSource
  void aSchemaIsTheFormOfTheAnswer(Vendor vendor) {
    var schema =
        JsonOutputFormat.Schema.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty(
                "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
            .putAdditionalProperty("required", JsonValue.from(List.of("city")))
            .putAdditionalProperty("additionalProperties", JsonValue.from(false))
            .build();
    var format = JsonOutputFormat.builder().schema(schema).build();
    var message =
        client
            .messages()
            .create(
                asking(vendor, "Which city?")
                    .outputConfig(OutputConfig.builder().format(format).build())
                    .build());
    assertThat(text(message)).startsWith("{").contains("\"city\"");
  }

  @ParameterizedTest
  @EnumSource
  void tokensAreCounted(Vendor vendor) {
    var params =
        MessageCountTokensParams.builder()
            .model(model(vendor, Gateway.model(vendor)))
            .addUserMessage("Hello")
            .build();
    assertThat(client.messages().countTokens(params).inputTokens()).isPositive();
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

  private void ask(MessageCreateParams.Builder params) {
    client.messages().create(params.build());
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenStreamIsAnErrorAndNoAnswer(Vendor vendor) {
    assertThatThrownBy(() -> streamed(asking(vendor, "x [[sim:bytes=20KB cut=2]]").build()))
        .isInstanceOf(AnthropicException.class);
    assertThatThrownBy(() -> streamed(asking(vendor, "x [[sim:error]]").build()))
        .isInstanceOf(AnthropicException.class);
  }

  @Test
  void aWrongKeyIsUnauthorized() {
    AnthropicClient stranger = client("wrong-key-of-nobody");
    assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
    stranger.close();
  }

  @Test
  void modelsOfAllSessionsAreListedInPages() {
    var pages = client.models().list(ModelListParams.builder().limit(3).build());
    assertThat(pages.autoPager().stream().map(ModelInfo::id))
        .doesNotHaveDuplicates()
        .anyMatch(id -> id.endsWith("gpt-4.1-mini"))
        .anyMatch(id -> id.endsWith("gemini-2.5-flash"))
        .anyMatch(id -> id.endsWith("claude-haiku-4-5-20251001"));
    var id = model(Vendor.GEMINI, "gemini-2.5-flash");
    assertThat(client.models().retrieve(id).id()).isEqualTo(id);
  }
}
