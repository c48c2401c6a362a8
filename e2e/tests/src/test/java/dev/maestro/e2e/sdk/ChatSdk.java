package dev.maestro.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.models.Model;
import java.net.URI;
import java.util.List;

/** openai-java, Chat Completions. */
@SuppressWarnings("deprecation") // the only way to a field that is not OpenAI's own
final class ChatSdk implements Sdk {
  private final OpenAIClient client;

  ChatSdk(URI gateway, String key) {
    client =
        OpenAIOkHttpClient.builder()
            .apiKey(key)
            .baseUrl(gateway.resolve("/v1").toString())
            .maxRetries(0)
            .build();
  }

  private static ChatCompletionCreateParams.Builder params(Ask ask) {
    var params = ChatCompletionCreateParams.builder().model(ask.model());
    if (ask.image() == null) {
      params.addUserMessage(ask.prompt());
    } else {
      var url =
          ChatCompletionContentPartImage.ImageUrl.builder()
              .url("data:image/png;base64," + ask.image())
              .build();
      params.addUserMessageOfArrayOfContentParts(
          List.of(
              ChatCompletionContentPart.ofText(
                  ChatCompletionContentPartText.builder().text(ask.prompt()).build()),
              ChatCompletionContentPart.ofImageUrl(
                  ChatCompletionContentPartImage.builder().imageUrl(url).build())));
    }
    ask.tools().forEach(name -> params.addFunctionTool(function(name)));
    if (ask.person()) {
      var schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder();
      Ask.PERSON.forEach(
          (name, value) -> schema.putAdditionalProperty(name, JsonValue.from(value)));
      params.responseFormat(
          ResponseFormatJsonSchema.builder()
              .jsonSchema(
                  ResponseFormatJsonSchema.JsonSchema.builder()
                      .name("person")
                      .strict(true)
                      .schema(schema.build())
                      .build())
              .build());
    }
    return ask.thinks() ? params.reasoningEffort(ReasoningEffort.MEDIUM) : params;
  }

  private static FunctionDefinition function(String name) {
    var parameters = FunctionParameters.builder();
    Ask.CITY.forEach(
        (field, value) -> parameters.putAdditionalProperty(field, JsonValue.from(value)));
    return FunctionDefinition.builder().name(name).parameters(parameters.build()).build();
  }

  @Override
  public Said whole(Ask ask) {
    var completion = client.chat().completions().create(params(ask).build());
    return said(
        completion,
        thoughts(
            completion
                .choices()
                .getFirst()
                .message()
                ._additionalProperties()
                .get("reasoning_content")));
  }

  private static String thoughts(JsonValue value) {
    return value == null || value.isNull() ? "" : value.convert(String.class);
  }

  private static Said said(ChatCompletion completion, String thoughts) {
    var message = completion.choices().getFirst().message();
    var usage = completion.usage().orElseThrow();
    return new Said(
        message.content().orElse(""),
        thoughts,
        message.toolCalls().orElse(List.of()).stream()
            .map(call -> call.asFunction().function().name())
            .toList(),
        usage.completionTokens(),
        usage.completionTokensDetails().flatMap(details -> details.reasoningTokens()).orElse(0L));
  }

  @Override
  public Talk talk(Ask ask) {
    var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    var params = params(ask).streamOptions(options);
    return new Talk() {
      private ChatCompletionMessage last;

      @Override
      public Said turn() {
        var accumulator = ChatCompletionAccumulator.create();
        var thoughts = new StringBuilder();
        try (StreamResponse<ChatCompletionChunk> stream =
            client.chat().completions().createStreaming(params.build())) {
          stream.stream()
              .map(accumulator::accumulate)
              .flatMap(chunk -> chunk.choices().stream())
              .forEach(choice ->
                  thoughts.append(
                      thoughts(choice.delta()._additionalProperties().get("reasoning_content"))));
        }
        last = accumulator.chatCompletion().choices().getFirst().message();
        return said(accumulator.chatCompletion(), thoughts.toString());
      }

      @Override
      public void answer(String result) {
        params.addMessage(last);
        last.toolCalls()
            .orElseThrow()
            .forEach(call ->
                params.addMessage(
                    ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.asFunction().id())
                        .content(result)
                        .build()));
      }
    };
  }

  @Override
  public void leave(Ask ask) {
    try (var stream = client.chat().completions().createStreaming(params(ask).build())) {
      assertThat(stream.stream().findFirst()).isPresent();
    }
  }

  @Override
  public List<String> models() {
    return client.models().list().autoPager().stream().map(Model::id).toList();
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
    return OpenAIException.class;
  }

  @Override
  public void close() {
    client.close();
  }
}
