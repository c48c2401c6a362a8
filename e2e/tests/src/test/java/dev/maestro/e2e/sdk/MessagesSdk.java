package dev.maestro.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.models.ModelInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** anthropic-java. */
final class MessagesSdk implements Sdk {
  private final AnthropicClient client;

  MessagesSdk(URI gateway, String key) {
    client =
        AnthropicOkHttpClient.builder()
            .apiKey(key)
            .baseUrl(gateway.toString())
            .maxRetries(0)
            .build();
  }

  private static MessageCreateParams.Builder params(Ask ask) {
    var params = MessageCreateParams.builder().model(ask.model()).maxTokens(16_000);
    var content = new ArrayList<ContentBlockParam>();
    content.add(ContentBlockParam.ofText(TextBlockParam.builder().text(ask.prompt()).build()));
    if (ask.image() != null) {
      content.add(
          ContentBlockParam.ofImage(
              ImageBlockParam.builder()
                  .source(
                      Base64ImageSource.builder()
                          .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                          .data(ask.image())
                          .build())
                  .build()));
    }
    params.addUserMessageOfContentBlockParams(content);
    ask.tools().forEach(name -> params.addTool(tool(name)));
    if (ask.person()) {
      var schema = JsonOutputFormat.Schema.builder();
      Ask.PERSON.forEach(
          (name, value) -> schema.putAdditionalProperty(name, JsonValue.from(value)));
      params.outputConfig(
          OutputConfig.builder()
              .format(JsonOutputFormat.builder().schema(schema.build()).build())
              .build());
    }
    return ask.thinks() ? params.enabledThinking(2048) : params;
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

  @Override
  public Said whole(Ask ask) {
    return said(client.messages().create(params(ask).build()));
  }

  private static Said said(Message message) {
    return new Said(
        message.content().stream()
            .filter(ContentBlock::isText)
            .map(block -> block.asText().text())
            .collect(Collectors.joining()),
        message.content().stream()
            .filter(ContentBlock::isThinking)
            .map(block -> block.asThinking().thinking())
            .collect(Collectors.joining()),
        message.content().stream()
            .filter(ContentBlock::isToolUse)
            .map(block -> block.asToolUse().name())
            .toList(),
        message.usage().outputTokens(),
        0);
  }

  @Override
  public Talk talk(Ask ask) {
    var params = params(ask);
    return new Talk() {
      private Message last;

      @Override
      public Said turn() {
        var accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream =
            client.messages().createStreaming(params.build())) {
          stream.stream().forEach(accumulator::accumulate);
        }
        last = accumulator.message();
        return said(last);
      }

      @Override
      public void answer(String result) {
        params.addAssistantMessageOfContentBlockParams(
            last.content().stream().map(ContentBlock::toParam).toList());
        params.addUserMessageOfContentBlockParams(
            last.content().stream()
                .filter(ContentBlock::isToolUse)
                .map(block ->
                    ContentBlockParam.ofToolResult(
                        ToolResultBlockParam.builder()
                            .toolUseId(block.asToolUse().id())
                            .content(result)
                            .build()))
                .toList());
      }
    };
  }

  @Override
  public void leave(Ask ask) {
    try (var stream = client.messages().createStreaming(params(ask).build())) {
      assertThat(stream.stream().findFirst()).isPresent();
    }
  }

  @Override
  public List<String> models() {
    return client.models().list().autoPager().stream().map(ModelInfo::id).toList();
  }

  @Override
  public Class<? extends RuntimeException> unauthorized() {
    return UnauthorizedException.class;
  }

  @Override
  public Class<? extends RuntimeException> rateLimited() {
    return RateLimitException.class;
  }

  @Override
  public Class<? extends RuntimeException> broken() {
    return AnthropicException.class;
  }

  @Override
  public void close() {
    client.close();
  }
}
