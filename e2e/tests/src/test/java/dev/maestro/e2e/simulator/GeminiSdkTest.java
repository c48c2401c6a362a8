package dev.maestro.e2e.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Google's own SDK, pointed straight at the simulator. */
class GeminiSdkTest {
  @RegisterExtension static final RunningSimulator RUNNING = new RunningSimulator();

  private static final String MODEL = "gemini-3-pro-preview";

  private final Client client = client("sim-gemini-key");

  @AfterEach
  void close() {
    client.close();
  }

  private static Client client(String key) {
    return Client.builder()
        .apiKey(key)
        .httpOptions(
            HttpOptions.builder()
                .baseUrl(RUNNING.simulator().baseUrl(Vendor.GEMINI))
                .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                .build())
        .build();
  }

  private static GenerateContentConfig withTool() {
    return GenerateContentConfig.builder()
        .tools(
            Tool.builder()
                .functionDeclarations(
                    FunctionDeclaration.builder()
                        .name("get_weather")
                        .parametersJsonSchema(
                            Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of("city", Map.of("type", "string"))))
                        .build())
                .build())
        .build();
  }

  private List<GenerateContentResponse> streamed(
      List<Content> contents, GenerateContentConfig config) {
    List<GenerateContentResponse> chunks = new ArrayList<>();
    try (ResponseStream<GenerateContentResponse> stream =
        client.models.generateContentStream(MODEL, contents, config)) {
      stream.forEach(chunks::add);
    }
    return chunks;
  }

  private static List<Content> asking(String prompt) {
    return new ArrayList<>(
        List.of(Content.builder().role("user").parts(Part.fromText(prompt)).build()));
  }

  private static List<Part> parts(List<GenerateContentResponse> chunks) {
    return chunks.stream().flatMap(chunk -> chunk.parts().stream()).toList();
  }

  private static String text(List<GenerateContentResponse> chunks) {
    StringBuilder text = new StringBuilder();
    parts(chunks).stream()
        .filter(part -> !part.thought().orElse(false))
        .forEach(part -> text.append(part.text().orElse("")));
    return text.toString();
  }

  @Test
  void modelsAreListedOverPages() {
    List<String> names = new ArrayList<>();
    client
        .models
        .list(ListModelsConfig.builder().pageSize(3).build())
        .forEach(model -> names.add(model.name().orElseThrow()));
    assertThat(names).hasSizeGreaterThan(6).doesNotHaveDuplicates().contains("models/" + MODEL);
    assertThat(client.models.get(MODEL, null).inputTokenLimit()).contains(1_048_576);
  }

  @Test
  void textIsStreamedAndEndsWithASignedEmptyPart() {
    List<GenerateContentResponse> chunks = streamed(asking(Simulator.STANDARD_PROMPT), null);
    assertThat(text(chunks)).contains("FastAPI", "Stripe").endsWith(RUNNING.nonce());
    Part last = parts(chunks).getLast();
    assertThat(last.text()).contains("");
    assertThat(last.thoughtSignature()).isPresent();
    var usage = chunks.getLast().usageMetadata().orElseThrow();
    assertThat(usage.candidatesTokenCount().orElseThrow()).isGreaterThan(500);
    assertThat(usage.thoughtsTokenCount().orElseThrow()).isPositive();
  }

  @Test
  void textComesWholeAndTokensAreCounted() {
    assertThat(client.models.generateContent(MODEL, "Hello", null).text())
        .endsWith(RUNNING.nonce());
    assertThat(client.models.countTokens(MODEL, "Hello", null).totalTokens().orElseThrow())
        .isPositive();
  }

  @Test
  void thoughtsAreShownOnRequest() {
    GenerateContentConfig config =
        GenerateContentConfig.builder()
            .thinkingConfig(ThinkingConfig.builder().includeThoughts(true).build())
            .build();
    assertThat(parts(streamed(asking("Hello"), config)))
        .anyMatch(part -> part.thought().orElse(false));
  }

  @Test
  void aToolLoopGivesTheThoughtSignatureBack() {
    List<Content> contents = asking("Weather? [[sim:tools=2]]");
    List<Part> said = parts(streamed(contents, withTool()));
    List<Part> calls = said.stream().filter(part -> part.functionCall().isPresent()).toList();
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).thoughtSignature()).isPresent();
    assertThat(calls.get(1).thoughtSignature()).isEmpty();
    assertThat(calls.get(0).functionCall().orElseThrow().id()).isEmpty();
    contents.add(Content.builder().role("model").parts(calls).build());
    contents.add(results(calls.size()));
    assertThat(client.models.generateContent(MODEL, contents, withTool()).text())
        .contains("The tools answered: sunny; sunny.");
  }

  @Test
  void aToolLoopWithoutOrWithAMovedSignatureIsRefused() {
    List<Content> contents = asking("Weather? [[sim:tools]]");
    Part call =
        parts(streamed(contents, withTool())).stream()
            .filter(part -> part.functionCall().isPresent())
            .findFirst()
            .orElseThrow();
    Part unsigned = Part.builder().functionCall(call.functionCall().orElseThrow()).build();
    assertThatThrownBy(() -> continued(contents, unsigned))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("missing a thought_signature")
        .hasMessageContaining("default_api:get_weather");
    Part moved =
        Part.builder()
            .functionCall(
                Part.fromFunctionCall("get_weather", Map.of("city", "elsewhere"))
                    .functionCall()
                    .orElseThrow())
            .thoughtSignature(call.thoughtSignature().orElseThrow())
            .build();
    assertThatThrownBy(() -> continued(contents, moved))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("Corrupted thought signature");
  }

  private GenerateContentResponse continued(List<Content> before, Part call) {
    List<Content> contents = new ArrayList<>(before);
    contents.add(Content.builder().role("model").parts(call).build());
    contents.add(results(1));
    return client.models.generateContent(MODEL, contents, withTool());
  }

  private static Content results(int count) {
    List<Part> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      results.add(Part.fromFunctionResponse("get_weather", Map.of("result", "sunny")));
    }
    return Content.builder().role("user").parts(results).build();
  }

  @Test
  void aBlockedPromptHasNoCandidates() {
    List<GenerateContentResponse> chunks = streamed(asking("x [[sim:blocked]]"), null);
    assertThat(chunks).hasSize(1);
    assertThat(chunks.getFirst().candidates()).isEmpty();
    assertThat(streamed(asking("x [[sim:length]]"), null).getLast().finishReason().knownEnum())
        .isEqualTo(FinishReason.Known.MAX_TOKENS);
  }

  @Test
  void errorsAreTheSdksOwnTypes() {
    try (Client stranger = client("wrong")) {
      assertThatThrownBy(() -> stranger.models.generateContent(MODEL, "x", null))
          .isInstanceOfSatisfying(
              ClientException.class, error -> assertThat(error.code()).isEqualTo(400))
          .hasMessageContaining("API key not valid");
    }
    assertThatThrownBy(() -> client.models.generateContent("gemini-nope", "x", null))
        .isInstanceOfSatisfying(
            ClientException.class, error -> assertThat(error.code()).isEqualTo(404));
    assertThatThrownBy(() -> client.models.generateContent(MODEL, "[[sim:status=403]]", null))
        .isInstanceOfSatisfying(
            ClientException.class,
            error -> assertThat(error.status()).isEqualTo("PERMISSION_DENIED"));
    assertThatThrownBy(() -> client.models.generateContent(MODEL, "[[sim:status=503]]", null))
        .isInstanceOf(ServerException.class);
  }
}
