package dev.maestro.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.ThinkingConfigDisabled;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import com.anthropic.models.models.ModelListParams;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.WithProcess;
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

/** What Anthropic's own SDK can do beyond what all SDKs can. */
@ExtendWith(WithProcess.class)
class AnthropicSdkTest {
  private static final String SESSION = "anthropic_sdk";

  private final Gateway gateway;
  private final AnthropicClient client;

  AnthropicSdkTest(Gateway gateway) {
    this.gateway = gateway;
    this.client =
        AnthropicOkHttpClient.builder()
            .apiKey(gateway.key())
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
