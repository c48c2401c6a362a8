package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Part.MediaKind;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiRequestTest {
  private static final GeminiWire WIRE = new GeminiWire();
  private static final Dialect FOREIGN = new Dialect("other");
  private static final Signature OWN = new Signature(GeminiWire.DIALECT, "S");
  private static final Tool TOOL = new Tool("f", "does f", "{\"type\":\"object\"}", null);
  private static final String PLACEHOLDER = "skip_thought_signature_validator";

  private static ChatRequestBuilder hello(String model) {
    return ChatRequest.to(model).message(Message.text(Role.USER, "hi"));
  }

  private static ChatRequestBuilder hello() {
    return hello("gemini-2.5-flash");
  }

  private static Written written(ChatRequestBuilder request) {
    return WIRE.write(request.build(), true);
  }

  private static Json body(ChatRequestBuilder request) {
    Written written = written(request);
    assertThat(written.warnings()).isEmpty();
    return Json.parse(written.body());
  }

  private static List<String> warned(ChatRequestBuilder request) {
    return written(request).warnings().stream().map(Warning::field).toList();
  }

  @Test
  void aPlainRequestHoldsOnlyWhatIsNeeded() {
    assertThat(body(hello().system("be").system("brief")))
        .isEqualTo(
            Json.parse(
                """
                {"systemInstruction":{"parts":[{"text":"be"},{"text":"brief"}]},
                 "contents":[{"role":"user","parts":[{"text":"hi"}]}]}\
                """));
  }

  @Test
  void settingsTakeTheVendorsNames() {
    Json config =
        body(hello()
                .maxTokens(77)
                .temperature(1.5)
                .topP(0.9)
                .topK(4)
                .choices(2)
                .seed(9L)
                .presencePenalty(0.25)
                .frequencyPenalty(0.5)
                .stop("END")
                .responseFormat(
                    new ResponseFormat(ResponseFormat.Type.JSON_SCHEMA, "n", "{\"a\":1}", true)))
            .at("generationConfig");
    assertThat(config)
        .isEqualTo(
            Json.parse(
                """
                {"temperature":1.5,"topP":0.9,"topK":4,"candidateCount":2,"maxOutputTokens":77,
                 "presencePenalty":0.25,"frequencyPenalty":0.5,"seed":9,"stopSequences":["END"],
                 "responseMimeType":"application/json","responseJsonSchema":{"a":1,"title":"n"}}\
                """));
    assertThat(
            body(hello()
                    .responseFormat(new ResponseFormat(ResponseFormat.Type.JSON, null, null, null)))
                .at("generationConfig")
                .json())
        .isEqualTo("{\"responseMimeType\":\"application/json\"}");
    assertThat(
            body(hello()
                    .responseFormat(new ResponseFormat(ResponseFormat.Type.TEXT, null, null, null)))
                .at("generationConfig")
                .present())
        .isFalse();
  }

  @Test
  void whatTheVendorLacksIsWarnedOf() {
    assertThat(
            warned(
                hello()
                    .seed(1L << 40)
                    .user("u")
                    .tool(new Tool("f", null, null, true))
                    .parallelToolCalls(false)
                    .stop("1")
                    .stop("2")
                    .stop("3")
                    .stop("4")
                    .stop("5")
                    .stop("6")
                    .extra("logit_bias", "{}")))
        .containsExactly(
            "tools.strict", "parallel_tool_calls", "seed", "stop", "user", "logit_bias");
    assertThat(warned(hello().toolChoice(ToolChoice.one("f")))).containsExactly("tool_choice");
    assertThat(warned(hello().message(Message.text(Role.SYSTEM, "late"))))
        .containsExactly("messages");
  }

  @Test
  void toolsAndChoicesTakeTheVendorsForm() {
    assertThat(body(hello().tool(TOOL).tool(new Tool("g", null, null, false))).at("tools").json())
        .isEqualTo(
            "[{\"functionDeclarations\":[{\"name\":\"f\",\"description\":\"does f\","
                + "\"parametersJsonSchema\":{\"type\":\"object\"}},{\"name\":\"g\"}]}]");
    assertThat(choice(ToolChoice.of(ToolChoice.Mode.AUTO))).isEqualTo("{\"mode\":\"AUTO\"}");
    assertThat(choice(ToolChoice.of(ToolChoice.Mode.REQUIRED))).isEqualTo("{\"mode\":\"ANY\"}");
    assertThat(choice(ToolChoice.of(ToolChoice.Mode.NONE))).isEqualTo("{\"mode\":\"NONE\"}");
    assertThat(choice(ToolChoice.one("f")))
        .isEqualTo("{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}");
  }

  private static String choice(ToolChoice choice) {
    return body(hello().tool(TOOL).toolChoice(choice))
        .at("toolConfig")
        .at("functionCallingConfig")
        .json();
  }

  private static ChatRequestBuilder history(String model, Signature first, Signature second) {
    return hello(model)
        .message(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Text("Look.", OWN),
                    new Part.ToolCall("a", "f", "{\"x\":1}", first),
                    new Part.ToolCall("b", "g", "", second))))
        .message(
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult(
                        "a", null, List.of(Part.Text.of("one"), Part.Text.of("more")), false))))
        .message(
            new Message(
                Role.TOOL,
                List.of(new Part.ToolResult("b", null, List.of(Part.Text.of("two")), true))))
        .message(Message.text(Role.USER, "so?"));
  }

  @Test
  void callsGoBackSignedAndResultsNameTheirFunctionInOneTurn() {
    Json contents = body(history("gemini-3-pro-preview", OWN, null)).at("contents");
    assertThat(contents.at(1).json())
        .isEqualTo(
            "{\"role\":\"model\",\"parts\":[{\"text\":\"Look.\",\"thoughtSignature\":\"S\"},"
                + "{\"functionCall\":{\"id\":\"a\",\"name\":\"f\",\"args\":{\"x\":1}},\"thoughtSignature\":\"S\"},"
                + "{\"functionCall\":{\"id\":\"b\",\"name\":\"g\",\"args\":{}}}]}");
    assertThat(contents.at(2).json())
        .isEqualTo(
            "{\"role\":\"user\",\"parts\":["
                + "{\"functionResponse\":{\"id\":\"a\",\"name\":\"f\",\"response\":{\"output\":\"one\\nmore\"}}},"
                + "{\"functionResponse\":{\"id\":\"b\",\"name\":\"g\",\"response\":{\"error\":\"two\"}}}]}");
    assertThat(contents.at(3).json())
        .isEqualTo("{\"role\":\"user\",\"parts\":[{\"text\":\"so?\"}]}");
  }

  @Test
  void foreignCallsGetThePlaceholderOnTheFirstOfATurnWhereTheModelWantsSignatures() {
    Json parts =
        body(history("gemini-3-pro-preview", new Signature(FOREIGN, "x"), null))
            .at("contents")
            .at(1)
            .at("parts");
    assertThat(parts.at(1).text("thoughtSignature")).isEqualTo(PLACEHOLDER);
    assertThat(parts.at(2).text("thoughtSignature")).isNull();
    assertThat(written(history("gemini-flash-latest", null, null)).body().toString())
        .contains(PLACEHOLDER);
    assertThat(written(history("gemini-2.5-flash", null, null)).body().toString())
        .doesNotContain(PLACEHOLDER);
  }

  @Test
  void ownThoughtsAndOpaqueBlocksGoBackUntouchedAndForeignOnesDoNot() {
    String code = "{\"executableCode\":{\"code\":\"1\"},\"thoughtSignature\":\"S\"}";
    Written written =
        written(
            hello()
                .message(
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Reasoning("Hm", OWN),
                            new Part.Reasoning("Oh", null),
                            new Part.Opaque(GeminiWire.DIALECT, code),
                            new Part.Opaque(GeminiWire.DIALECT, "{\"groundingMetadata\":{}}"),
                            new Part.Opaque(FOREIGN, "{}"),
                            Part.Text.of(""),
                            new Part.Refusal("no")))));
    assertThat(Json.parse(written.body()).at("contents").at(1).at("parts").json())
        .isEqualTo(
            "[{\"text\":\"Hm\",\"thought\":true,\"thoughtSignature\":\"S\"},"
                + code
                + ",{\"text\":\"no\"}]");
    assertThat(written.warnings()).hasSize(2);
  }

  private static Part.Media media(MediaKind kind, String type, String data, String url) {
    return new Part.Media(kind, type, data, url, null, null, null);
  }

  @Test
  void mediaGoInlineOrByTheVendorsOwnAddresses() {
    Json parts =
        body(ChatRequest.to("gemini-2.5-pro")
                .message(
                    new Message(
                        Role.USER,
                        List.of(
                            media(MediaKind.IMAGE, "image/png", "QQ==", null),
                            media(MediaKind.DOCUMENT, null, "QQ==", null),
                            media(MediaKind.VIDEO, "video/mp4", null, "gs://b/v"),
                            new Part.Media(
                                MediaKind.AUDIO, null, null, null, "files/1", null, null)))))
            .at("contents")
            .at(0)
            .at("parts");
    assertThat(parts.json())
        .isEqualTo(
            "[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"QQ==\"}},"
                + "{\"inlineData\":{\"mimeType\":\"application/pdf\",\"data\":\"QQ==\"}},"
                + "{\"fileData\":{\"fileUri\":\"gs://b/v\",\"mimeType\":\"video/mp4\"}},"
                + "{\"fileData\":{\"fileUri\":\"files/1\"}}]");
    Part.Media detailed =
        new Part.Media(MediaKind.IMAGE, "image/png", "QQ==", null, null, null, "low");
    assertThat(warned(hello().message(new Message(Role.USER, List.of(detailed)))))
        .containsExactly("detail");
  }

  @Test
  void mediaOfAResultStandInsideItOrBesideIt() {
    Part.ToolResult result =
        new Part.ToolResult(
            null,
            "f",
            List.of(media(MediaKind.IMAGE, "image/png", "QQ==", null), new Part.Refusal("x")),
            false);
    for (String model : List.of("gemini-3-flash", "gemini-2.5-flash")) {
      Written written = written(hello(model).message(new Message(Role.TOOL, List.of(result))));
      Json parts = Json.parse(written.body()).at("contents").at(1).at("parts");
      boolean inside = model.contains("-3-");
      assertThat(parts.list()).hasSize(inside ? 1 : 2);
      assertThat(parts.at(0).at("functionResponse").at("parts").isList()).isEqualTo(inside);
      assertThat(written.warnings()).hasSize(inside ? 1 : 2);
    }
  }

  @Test
  void whatCannotBeSentIsRefusedByName() {
    List<ChatRequestBuilder> wrong =
        List.of(
            ChatRequest.to("m"),
            with(media(MediaKind.IMAGE, null, null, "https://elsewhere/x.png")),
            with(media(MediaKind.IMAGE, null, "QQ==", null)),
            with(new Part.ToolCall("a", "f", "[]", null)),
            with(new Part.ToolResult("a", null, List.of(), false)),
            hello().tool(new Tool("f", null, "no", null)));
    for (ChatRequestBuilder request : wrong) {
      assertThatThrownBy(() -> written(request))
          .isInstanceOfSatisfying(
              ProviderException.class,
              refused -> {
                assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
                assertThat(refused.facts().problems().getFirst().suggestion()).isNotEmpty();
              });
    }
  }

  private static ChatRequestBuilder with(Part part) {
    return ChatRequest.to("m").message(new Message(Role.USER, List.of(part)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "gemini-2.5-flash,low,-,thinkingBudget,2048,0",
        "gemini-2.5-flash,minimal,-,thinkingBudget,512,0",
        "gemini-2.5-flash,medium,-,thinkingBudget,8192,0",
        "gemini-2.5-flash,high,-,thinkingBudget,24576,0",
        "gemini-2.5-pro,max,-,thinkingBudget,32768,0",
        "gemini-2.5-flash,none,-,thinkingBudget,0,0",
        "gemini-2.5-pro,none,-,thinkingBudget,128,1",
        "gemini-2.5-flash,-,99999,thinkingBudget,24576,1",
        "gemini-2.5-flash,-,-1,thinkingBudget,-1,0",
        "gemini-3-flash,medium,-,thinkingLevel,medium,0",
        "gemini-3-flash,none,-,thinkingLevel,minimal,1",
        "gemini-3-pro-preview,medium,-,thinkingLevel,high,1",
        "gemini-3-pro-preview,minimal,-,thinkingLevel,low,1",
        "gemini-3-pro-preview,xhigh,-,thinkingLevel,high,1",
        "gemini-3-flash,low,4000,thinkingBudget,4000,1"
      })
  void thinkingTakesTheWordsOfItsGeneration(
      String model, String effort, Integer budget, String field, String value, int warnings) {
    Written written =
        written(hello(model).reasoning(new ReasoningOptions(null, effort, budget, null)));
    Json config = Json.parse(written.body()).at("generationConfig").at("thinkingConfig");
    assertThat(config.node().size()).isEqualTo(1);
    assertThat(config.at(field).node().asText()).isEqualTo(value);
    assertThat(written.warnings()).hasSize(warnings);
  }

  @Test
  void thoughtsAreShownAsAskedAndModelsThatDoNotThinkAreNotAsked() {
    assertThat(
            body(hello().reasoning(new ReasoningOptions(null, null, null, true)))
                .at("generationConfig")
                .json())
        .isEqualTo("{\"thinkingConfig\":{\"includeThoughts\":true}}");
    for (String model : List.of("gemini-2.0-flash", "gemma-3-27b")) {
      assertThat(warned(hello(model).reasoning(ReasoningOptions.effort("low"))))
          .containsExactly("reasoning");
      assertThat(warned(hello(model).reasoning(ReasoningOptions.effort("none")))).isEmpty();
    }
  }
}
