package dev.maestro.dialect.messages;

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

class MessagesRequestTest {
  private static final MessagesWire WIRE = new MessagesWire();
  private static final Dialect FOREIGN = new Dialect("other");
  private static final Tool TOOL = new Tool("f", "does f", "{\"type\":\"object\"}", true);

  private static ChatRequestBuilder hello() {
    return ChatRequest.to("claude-sonnet-4-5").message(Message.text(Role.USER, "hi"));
  }

  private static Written written(ChatRequestBuilder request) {
    return WIRE.write(request.build(), false);
  }

  private static Json body(ChatRequestBuilder request) {
    Written written = written(request);
    assertThat(written.warnings()).isEmpty();
    return Json.parse(written.body());
  }

  private static List<String> warned(ChatRequestBuilder request) {
    return written(request).warnings().stream().map(Warning::field).toList();
  }

  private static Json content(Part... parts) {
    return body(ChatRequest.to("m").message(new Message(Role.ASSISTANT, List.of(parts))))
        .list("messages")
        .getFirst()
        .at("content");
  }

  @Test
  void aPlainRequestHoldsOnlyWhatIsNeeded() {
    assertThat(body(hello()))
        .isEqualTo(
            Json.parse(
                """
                {"model":"claude-sonnet-4-5","max_tokens":4096,
                 "messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}\
                """));
    Json stream = Json.parse(WIRE.write(hello().build(), true).body());
    assertThat(stream.isTrue("stream")).isTrue();
  }

  @Test
  void settingsTakeTheVendorsNames() {
    Json body =
        body(
            hello()
                .maxTokens(77)
                .temperature(0.5)
                .topP(0.9)
                .topK(4)
                .stop("END")
                .user("u1")
                .choices(1)
                .responseFormat(
                    new ResponseFormat(ResponseFormat.Type.JSON_SCHEMA, "n", "{\"a\":1}", true)));
    assertThat(body.number("max_tokens")).isEqualTo(77);
    assertThat(body.at("temperature").node().doubleValue()).isEqualTo(0.5);
    assertThat(body.at("top_p").node().doubleValue()).isEqualTo(0.9);
    assertThat(body.number("top_k")).isEqualTo(4);
    assertThat(body.at("stop_sequences").json()).isEqualTo("[\"END\"]");
    assertThat(body.at("metadata").text("user_id")).isEqualTo("u1");
    assertThat(body.at("output_config").json())
        .isEqualTo("{\"format\":{\"type\":\"json_schema\",\"schema\":{\"a\":1,\"title\":\"n\"}}}");
  }

  @Test
  void systemIsTextOrBlocksAndLaterInstructionsMoveThere() {
    assertThat(body(hello().system("one")).text("system")).isEqualTo("one");
    Written written =
        written(
            hello()
                .system("one")
                .message(
                    new Message(
                        Role.SYSTEM, List.of(Part.Text.of("two"), new Part.Refusal("no")))));
    assertThat(Json.parse(written.body()).at("system").json())
        .isEqualTo("[{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"text\",\"text\":\"two\"}]");
    assertThat(written.warnings().stream().map(Warning::code))
        .containsExactly("moved", "unsupported");
  }

  @Test
  void whatTheVendorLacksIsWarnedOf() {
    assertThat(
            warned(
                hello()
                    .seed(1L)
                    .presencePenalty(1.0)
                    .frequencyPenalty(1.0)
                    .choices(2)
                    .stop(" ")
                    .toolChoice(ToolChoice.of(ToolChoice.Mode.REQUIRED))
                    .responseFormat(new ResponseFormat(ResponseFormat.Type.JSON, null, null, null))
                    .extra("logit_bias", "{}")))
        .containsExactly(
            "tool_choice",
            "stop",
            "response_format",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "n",
            "logit_bias");
  }

  @Test
  void temperatureIsClampedWithAWarning() {
    Written written = written(hello().temperature(1.7));
    assertThat(Json.parse(written.body()).at("temperature").node().doubleValue()).isEqualTo(1);
    assertThat(written.warnings().getFirst().code()).isEqualTo("clamped");
  }

  @Test
  void toolsAndChoicesTakeTheVendorsForm() {
    Json body = body(hello().tool(TOOL).tool(new Tool("g", null, null, null)));
    assertThat(body.at("tools").json())
        .isEqualTo(
            "[{\"name\":\"f\",\"description\":\"does f\",\"input_schema\":{\"type\":\"object\"},\"strict\":true},"
                + "{\"name\":\"g\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}]");
    assertThat(body.at("tool_choice").present()).isFalse();
    assertThat(choice(ToolChoice.of(ToolChoice.Mode.AUTO), null)).isEqualTo("{\"type\":\"auto\"}");
    assertThat(choice(ToolChoice.of(ToolChoice.Mode.REQUIRED), true))
        .isEqualTo("{\"type\":\"any\"}");
    assertThat(choice(ToolChoice.one("f"), false))
        .isEqualTo("{\"type\":\"tool\",\"name\":\"f\",\"disable_parallel_tool_use\":true}");
    assertThat(choice(ToolChoice.of(ToolChoice.Mode.NONE), false)).isEqualTo("{\"type\":\"none\"}");
    assertThat(choice(null, false))
        .isEqualTo("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
  }

  private static String choice(ToolChoice choice, Boolean parallel) {
    return body(hello().tool(TOOL).toolChoice(choice).parallelToolCalls(parallel))
        .at("tool_choice")
        .json();
  }

  @Test
  void resultsOfOneTurnsCallsStandTogetherAndFirst() {
    Json messages =
        body(hello()
                .message(
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.ToolCall("a:1", "f", "{\"x\":1}", null),
                            new Part.ToolCall("b", "f", "", null))))
                .message(Message.text(Role.USER, "and?"))
                .message(
                    new Message(
                        Role.TOOL,
                        List.of(
                            new Part.ToolResult("a:1", null, List.of(Part.Text.of("one")), false))))
                .message(
                    new Message(
                        Role.TOOL,
                        List.of(
                            new Part.ToolResult(
                                "b",
                                null,
                                List.of(Part.Text.of("two"), Part.Text.of("three")),
                                true)))))
            .at("messages");
    assertThat(messages.list()).hasSize(3);
    assertThat(messages.at(1).at("content").json())
        .isEqualTo(
            "[{\"type\":\"tool_use\",\"id\":\"a_1\",\"name\":\"f\",\"input\":{\"x\":1}},"
                + "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"f\",\"input\":{}}]");
    assertThat(messages.at(2).json())
        .isEqualTo(
            "{\"role\":\"user\",\"content\":["
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"a_1\",\"content\":\"one\"},"
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"b\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"two\"},{\"type\":\"text\",\"text\":\"three\"}],\"is_error\":true},"
                + "{\"type\":\"text\",\"text\":\"and?\"}]}");
  }

  @Test
  void ownThoughtsAndOpaqueBlocksGoBackUntouched() {
    String opaque = "{\"type\":\"redacted_thinking\",\"data\":\"x\",\"more\":[1.50]}";
    assertThat(
            content(
                    new Part.Reasoning("Hm", new Signature(MessagesWire.DIALECT, "S")),
                    new Part.Opaque(MessagesWire.DIALECT, opaque),
                    new Part.Opaque(MessagesWire.DIALECT, "{\"type\":\"citations_delta\"}"),
                    new Part.Opaque(MessagesWire.DIALECT, "{\"type\":\"event:news\"}"),
                    Part.Text.of(""),
                    Part.Text.of(" \n"),
                    new Part.Refusal("no"))
                .json())
        .isEqualTo(
            "[{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"S\"},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"x\",\"more\":[1.50]},"
                + "{\"type\":\"text\",\"text\":\"no\"}]");
  }

  @Test
  void aResultOfWhiteSpaceOnlyHasNoText() {
    Part blank =
        new Part.ToolResult("t", null, List.of(Part.Text.of("\n"), Part.Text.of("a")), false);
    assertThat(content(new Part.ToolResult("t", null, List.of(Part.Text.of(" ")), false)).json())
        .isEqualTo("[{\"type\":\"tool_result\",\"tool_use_id\":\"t\"}]");
    assertThat(content(blank).at(0).text("content")).isEqualTo("a");
  }

  @Test
  void foreignThoughtsAndBlocksAreLeftOutWithAWarning() {
    Written written =
        written(
            hello()
                .message(
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Reasoning("Hm", null),
                            new Part.Reasoning("Hm", new Signature(FOREIGN, "S")),
                            new Part.Opaque(FOREIGN, "{}"),
                            new Part.ToolResult(
                                "t", null, List.of(new Part.Refusal("no")), false)))));
    assertThat(Json.parse(written.body()).list("messages").getLast().at("content").json())
        .isEqualTo("[{\"type\":\"tool_result\",\"tool_use_id\":\"t\"}]");
    assertThat(written.warnings()).hasSize(3);
  }

  private static Part.Media media(
      MediaKind kind, String type, String data, String url, String file, String name) {
    return new Part.Media(kind, type, data, url, file, name, null);
  }

  @Test
  void imagesAndDocumentsTakeTheirSources() {
    assertThat(
            content(
                    media(MediaKind.IMAGE, "image/png", "QQ==", null, null, null),
                    media(MediaKind.IMAGE, null, null, "https://x/y.png", null, null),
                    media(MediaKind.DOCUMENT, null, "QQ==", null, null, "title"),
                    media(MediaKind.DOCUMENT, null, null, null, "file_1", null),
                    media(MediaKind.DOCUMENT, "text/csv", "YSxi", null, null, null))
                .json())
        .isEqualTo(
            "[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"QQ==\"}},"
                + "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x/y.png\"}},"
                + "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"QQ==\"},\"title\":\"title\"},"
                + "{\"type\":\"document\",\"source\":{\"type\":\"file\",\"file_id\":\"file_1\"}},"
                + "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"a,b\"}}]");
    Part.Media detailed =
        new Part.Media(MediaKind.IMAGE, "image/png", "QQ==", null, null, null, "high");
    assertThat(warned(hello().message(new Message(Role.USER, List.of(detailed)))))
        .containsExactly("detail");
    Part.Media shown = media(MediaKind.IMAGE, "image/png", "QQ==", null, null, null);
    Json result =
        body(
            hello()
                .message(
                    new Message(
                        Role.TOOL,
                        List.of(new Part.ToolResult("t", null, List.of(shown), false)))));
    assertThat(result.at("messages").at(0).at("content").at(0).at("content").at(0).text("type"))
        .isEqualTo("image");
  }

  @Test
  void whatCannotBeSentIsRefusedByName() {
    List<ChatRequestBuilder> wrong =
        List.of(
            ChatRequest.to("m"),
            with(media(MediaKind.AUDIO, "audio/wav", "QQ==", null, null, null)),
            with(media(MediaKind.IMAGE, null, "QQ==", null, null, null)),
            with(media(MediaKind.DOCUMENT, "text/plain", "?*", null, null, null)),
            with(new Part.ToolCall("a", "f", "{bad", null)),
            hello().tool(new Tool("f", null, "[]", null)),
            hello()
                .responseFormat(
                    new ResponseFormat(ResponseFormat.Type.JSON_SCHEMA, null, "no", null)));
    for (ChatRequestBuilder request : wrong) {
      assertThatThrownBy(() -> written(request))
          .isInstanceOfSatisfying(
              ProviderException.class,
              refused -> {
                assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
                assertThat(refused.facts().problems()).hasSize(1);
                assertThat(refused.facts().problems().getFirst().suggestion()).isNotEmpty();
              });
    }
  }

  private static ChatRequestBuilder with(Part part) {
    return ChatRequest.to("m").message(new Message(Role.USER, List.of(part)));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-3-haiku-20240307,300",
    "claude-3-5-sonnet-20241022,305",
    "claude-3-7-sonnet-latest,307",
    "claude-sonnet-4-20250514,400",
    "claude-opus-4-6,406",
    "claude-opus-4-7-20260101,407",
    "claude-sonnet-5,500",
    "anthropic.claude-haiku-4-5,405",
    "some-other,0",
    "claude-fable-5,500"
  })
  void aModelsGenerationIsReadFromItsId(String id, int generation) {
    assertThat(ClaudeModel.of(id).generation()).isEqualTo(generation);
    assertThat(ClaudeModel.of(null).generation()).isZero();
  }
}
