package dev.maestro.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.models.Model;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** openai-java, Responses, with the whole conversation in each request. */
final class ResponsesSdk implements Sdk {
  private final OpenAIClient client;

  ResponsesSdk(URI gateway, String key) {
    client =
        OpenAIOkHttpClient.builder()
            .apiKey(key)
            .baseUrl(gateway.resolve("/v1").toString())
            .maxRetries(0)
            .build();
  }

  private static ResponseCreateParams.Builder params(Ask ask) {
    var params = ResponseCreateParams.builder().model(ask.model()).store(false);
    ask.tools().forEach(name -> params.addTool(function(name)));
    if (ask.person()) {
      var schema = ResponseFormatTextJsonSchemaConfig.Schema.builder();
      Ask.PERSON.forEach(
          (name, value) -> schema.putAdditionalProperty(name, JsonValue.from(value)));
      params.text(
          ResponseTextConfig.builder()
              .format(
                  ResponseFormatTextJsonSchemaConfig.builder()
                      .name("person")
                      .strict(true)
                      .schema(schema.build())
                      .build())
              .build());
    }
    if (ask.thinks()) {
      params
          .reasoning(
              Reasoning.builder()
                  .effort(ReasoningEffort.MEDIUM)
                  .summary(Reasoning.Summary.AUTO)
                  .build())
          .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT);
    }
    return params;
  }

  private static FunctionTool function(String name) {
    var parameters = FunctionTool.Parameters.builder();
    Ask.CITY.forEach(
        (field, value) -> parameters.putAdditionalProperty(field, JsonValue.from(value)));
    return FunctionTool.builder().name(name).strict(false).parameters(parameters.build()).build();
  }

  private static List<ResponseInputItem> question(Ask ask) {
    var content = new ArrayList<ResponseInputContent>();
    content.add(
        ResponseInputContent.ofInputText(ResponseInputText.builder().text(ask.prompt()).build()));
    if (ask.image() != null) {
      content.add(
          ResponseInputContent.ofInputImage(
              ResponseInputImage.builder()
                  .detail(ResponseInputImage.Detail.AUTO)
                  .imageUrl("data:image/png;base64," + ask.image())
                  .build()));
    }
    return new ArrayList<>(
        List.of(
            ResponseInputItem.ofEasyInputMessage(
                EasyInputMessage.builder()
                    .role(EasyInputMessage.Role.USER)
                    .contentOfResponseInputMessageContentList(content)
                    .build())));
  }

  @Override
  public Said whole(Ask ask) {
    return said(client.responses().create(params(ask).inputOfResponse(question(ask)).build()));
  }

  private static Said said(Response response) {
    if (response.error().isPresent()
        || response.status().orElseThrow().equals(ResponseStatus.FAILED)) {
      throw new OpenAIException(response.error().toString());
    }
    var text = new StringBuilder();
    response.output().stream()
        .filter(ResponseOutputItem::isMessage)
        .flatMap(item -> item.asMessage().content().stream())
        .forEach(content -> text.append(content.asOutputText().text()));
    var usage = response.usage().orElseThrow();
    return new Said(
        text.toString(),
        response.output().stream()
            .filter(ResponseOutputItem::isReasoning)
            .flatMap(item -> item.asReasoning().summary().stream())
            .map(summary -> summary.text())
            .collect(Collectors.joining()),
        response.output().stream()
            .filter(ResponseOutputItem::isFunctionCall)
            .map(item -> item.asFunctionCall().name())
            .toList(),
        usage.outputTokens(),
        usage.outputTokensDetails().reasoningTokens());
  }

  @Override
  public Talk talk(Ask ask) {
    var items = question(ask);
    return new Talk() {
      private Response last;

      @Override
      public Said turn() {
        var accumulator = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream =
            client.responses().createStreaming(params(ask).inputOfResponse(items).build())) {
          stream.stream().forEach(accumulator::accumulate);
        }
        last = accumulator.response();
        return said(last);
      }

      @Override
      public void answer(String result) {
        last.output().forEach(item -> items.add(again(item)));
        last.output().stream()
            .filter(ResponseOutputItem::isFunctionCall)
            .forEach(item ->
                items.add(
                    ResponseInputItem.ofFunctionCallOutput(
                        ResponseInputItem.FunctionCallOutput.builder()
                            .callId(item.asFunctionCall().callId())
                            .output(result)
                            .build())));
      }
    };
  }

  private static ResponseInputItem again(ResponseOutputItem item) {
    if (item.isReasoning()) {
      return ResponseInputItem.ofReasoning(item.asReasoning());
    }
    return item.isFunctionCall()
        ? ResponseInputItem.ofFunctionCall(item.asFunctionCall())
        : ResponseInputItem.ofResponseOutputMessage(item.asMessage());
  }

  @Override
  public void leave(Ask ask) {
    var params = params(ask).inputOfResponse(question(ask)).build();
    try (var stream = client.responses().createStreaming(params)) {
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
