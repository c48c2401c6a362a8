package dev.maestro.e2e.sdk;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.ClientException;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.ThinkingLevel;
import com.google.genai.types.Tool;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** google-genai. */
final class GeminiSdk implements Sdk {
  private final Client client;

  GeminiSdk(URI gateway, String key) {
    client =
        Client.builder()
            .apiKey(key)
            .httpOptions(
                HttpOptions.builder()
                    .baseUrl(gateway.toString())
                    .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                    .build())
            .build();
  }

  private static GenerateContentConfig config(Ask ask) {
    var config = GenerateContentConfig.builder();
    if (!ask.tools().isEmpty()) {
      config.tools(
          Tool.builder()
              .functionDeclarations(
                  ask.tools().stream()
                      .map(name ->
                          FunctionDeclaration.builder()
                              .name(name)
                              .parametersJsonSchema(Ask.CITY)
                              .build())
                      .toList())
              .build());
    }
    if (ask.person()) {
      config.responseMimeType("application/json").responseJsonSchema(Ask.PERSON);
    }
    if (ask.thinks()) {
      config.thinkingConfig(
          ThinkingConfig.builder()
              .includeThoughts(true)
              .thinkingLevel(ThinkingLevel.Known.HIGH)
              .build());
    }
    return config.build();
  }

  private static List<Content> question(Ask ask) {
    var parts = new ArrayList<Part>(List.of(Part.fromText(ask.prompt())));
    if (ask.image() != null) {
      parts.add(Part.fromBytes(Base64.getDecoder().decode(ask.image()), "image/png"));
    }
    return new ArrayList<>(List.of(Content.builder().role("user").parts(parts).build()));
  }

  @Override
  public Said whole(Ask ask) {
    return said(List.of(client.models.generateContent(ask.model(), question(ask), config(ask))));
  }

  private static List<Part> parts(List<GenerateContentResponse> chunks) {
    return chunks.stream().flatMap(chunk -> chunk.parts().stream()).toList();
  }

  private static Said said(List<GenerateContentResponse> chunks) {
    var usage = chunks.getLast().usageMetadata().orElseThrow();
    return new Said(
        text(chunks, false),
        text(chunks, true),
        parts(chunks).stream()
            .flatMap(part -> part.functionCall().stream())
            .map(call -> call.name().orElseThrow())
            .toList(),
        usage.candidatesTokenCount().orElse(0) + usage.thoughtsTokenCount().orElse(0),
        usage.thoughtsTokenCount().orElse(0));
  }

  private static String text(List<GenerateContentResponse> chunks, boolean thoughts) {
    return parts(chunks).stream()
        .filter(part -> part.thought().orElse(false) == thoughts)
        .map(part -> part.text().orElse(""))
        .collect(Collectors.joining());
  }

  @Override
  public Talk talk(Ask ask) {
    var contents = question(ask);
    return new Talk() {
      private List<Part> last;

      @Override
      public Said turn() {
        var chunks = new ArrayList<GenerateContentResponse>();
        try (ResponseStream<GenerateContentResponse> stream =
            client.models.generateContentStream(ask.model(), contents, config(ask))) {
          stream.forEach(chunks::add);
        }
        last = parts(chunks);
        return said(chunks);
      }

      @Override
      public void answer(String result) {
        contents.add(Content.builder().role("model").parts(last).build());
        contents.add(
            Content.builder()
                .role("user")
                .parts(
                    last.stream()
                        .flatMap(part -> part.functionCall().stream())
                        .map(call ->
                            Part.fromFunctionResponse(
                                call.name().orElseThrow(), Map.of("result", result)))
                        .toList())
                .build());
      }
    };
  }

  @Override
  public void leave(Ask ask) {
    try (var stream =
        client.models.generateContentStream(ask.model(), question(ask), config(ask))) {
      stream.iterator().next();
    }
  }

  @Override
  public List<String> models() {
    var names = new ArrayList<String>();
    client.models.list(null).forEach(model -> names.add(model.name().orElseThrow()));
    return names;
  }

  @Override
  public Class<? extends RuntimeException> unauthorized() {
    return ClientException.class;
  }

  @Override
  public Class<? extends RuntimeException> rateLimited() {
    return ClientException.class;
  }

  @Override
  public Class<? extends RuntimeException> broken() {
    return ApiException.class;
  }

  @Override
  public void close() {
    client.close();
  }
}
