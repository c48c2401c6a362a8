package dev.maestro.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Dialect;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.CacheMark;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.chat.ChatClient;
import dev.maestro.dialect.chat.ChatWire;
import dev.maestro.dialect.gemini.GeminiClient;
import dev.maestro.dialect.gemini.GeminiWire;
import dev.maestro.dialect.messages.MessagesClient;
import dev.maestro.dialect.messages.MessagesWire;
import dev.maestro.dialect.responses.ResponsesClient;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a neutral request says comes out of each wire, or is told. */
class NeutralFieldsTest {
  private static final CacheMark HOUR = new CacheMark("1h");

  static Stream<WireDialect> otherWires() {
    return Stream.of(new ChatWire(), new GeminiWire(), new ResponsesWire());
  }

  static Stream<WireDialect> wires() {
    return Stream.concat(otherWires(), Stream.of(new MessagesWire()));
  }

  @Test
  void marksOfACacheStandWhereTheClientPutThem() {
    Json body = body(new MessagesWire(), marked());

    assertThat(body.at("system").at(0).at("cache_control").json())
        .isEqualTo("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}");
    assertThat(body.at("tools").at(0).at("cache_control").text("type")).isEqualTo("ephemeral");
    Json user = body.at("messages").at(0).at("content");
    assertThat(user.at(0).at("cache_control").present()).isFalse();
    assertThat(user.at(1).at("cache_control").json()).isEqualTo("{\"type\":\"ephemeral\"}");
    assertThat(body.at("messages").at(1).at("content").at(0).at("cache_control").present())
        .isTrue();
    Json result = body.at("messages").at(2).at("content").at(0);
    assertThat(result.at("cache_control").present()).isTrue();
    assertThat(result.at("content").at(0).at("cache_control").present()).isTrue();
    assertThat(new MessagesWire().write(marked(), false).warnings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("otherWires")
  void vendorsThatKeepWhatTheyLikeSayThatTheyIgnoreMarks(WireDialect wire) {
    assertThat(fields(wire.write(marked(), false))).containsOnlyOnce("cache_control");
    assertThat(fields(wire.write(marked(), false))).contains("cache_control");
  }

  private static ChatRequest marked() {
    return ChatRequest.to("claude-sonnet-4-5")
        .system(new Part.Text("Be brief.", null, HOUR))
        .tool(new Tool("look", null, "{\"type\":\"object\"}", null, HOUR))
        .message(
            new Message(
                Role.USER,
                List.of(
                    Part.Text.of("a"),
                    new Part.Media(
                            Part.MediaKind.IMAGE, "image/png", "AA==", null, null, null, null)
                        .withCache(new CacheMark(null)))))
        .message(
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "look", "{}", null, HOUR))))
        .message(
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult(
                        "c", null, List.of(new Part.Text("r", null, HOUR)), false, HOUR))))
        .build();
  }

  @Test
  void aSchemaComesWholeToEveryVendor() {
    String schema =
        "{\"type\":\"object\",\"$defs\":{\"c\":{\"enum\":[1,\"a\",null]}},\"properties\":"
            + "{\"x\":{\"$ref\":\"#/$defs/c\"},\"y\":{\"oneOf\":[{\"const\":1},{\"type\":\"array\"}]}},"
            + "\"additionalProperties\":false,\"patternProperties\":{\"^z\":{}}}";
    ChatRequest request = hello("m").tool(new Tool("t", null, schema, null)).build();

    assertThat(body(new GeminiWire(), request))
        .extracting(body ->
            body.at("tools")
                .at(0)
                .at("functionDeclarations")
                .at(0)
                .at("parametersJsonSchema")
                .json())
        .isEqualTo(schema);
    assertThat(body(new MessagesWire(), request).at("tools").at(0).at("input_schema").json())
        .isEqualTo(schema);
    assertThat(body(new ResponsesWire(), request).at("tools").at(0).at("parameters").json())
        .isEqualTo(schema);
    assertThat(
            body(new ChatWire(), request).at("tools").at(0).at("function").at("parameters").json())
        .isEqualTo(schema);
  }

  @Test
  void theNameOfAFormBecomesItsSchemasTitle() {
    ChatRequest request =
        hello("m")
            .responseFormat(
                new ResponseFormat(ResponseFormat.Type.JSON_SCHEMA, "city", "{\"a\":1}", null))
            .build();

    assertThat(
            body(new GeminiWire(), request).at("generationConfig").at("responseJsonSchema").json())
        .isEqualTo("{\"a\":1,\"title\":\"city\"}");
    assertThat(
            body(new MessagesWire(), request).at("output_config").at("format").at("schema").json())
        .isEqualTo("{\"a\":1,\"title\":\"city\"}");
  }

  @ParameterizedTest
  @MethodSource("wires")
  void aCallThatIsForcedWithoutToolsIsTold(WireDialect wire) {
    ChatRequest forced = hello("m").toolChoice(ToolChoice.of(ToolChoice.Mode.REQUIRED)).build();
    ChatRequest free = hello("m").toolChoice(ToolChoice.of(ToolChoice.Mode.AUTO)).build();

    assertThat(fields(wire.write(forced, false))).containsExactly("tool_choice");
    assertThat(fields(wire.write(free, false))).isEmpty();
  }

  @Test
  void ofABudgetAndAnEffortTheOneNotSentIsTold() {
    ReasoningOptions both = new ReasoningOptions(true, "high", 2048, null);

    assertThat(
            fields(new GeminiWire().write(hello("gemini-2.5-pro").reasoning(both).build(), true)))
        .containsExactly("reasoning");
    assertThat(
            fields(
                new MessagesWire().write(hello("claude-sonnet-4-5").reasoning(both).build(), true)))
        .containsExactly("reasoning");
    assertThat(
            fields(
                new MessagesWire().write(hello("claude-opus-4-8").reasoning(both).build(), true)))
        .containsExactly("reasoning");
  }

  @Test
  void thinkingWithoutAMeasureIsLeftToTheModel() {
    ReasoningOptions thinks = new ReasoningOptions(true, null, null, null);

    assertThat(
            body(new GeminiWire(), hello("gemini-2.5-flash-lite").reasoning(thinks).build())
                .at("generationConfig")
                .at("thinkingConfig")
                .json())
        .isEqualTo("{\"thinkingBudget\":-1}");
    assertThat(
            body(new GeminiWire(), hello("gemini-3-pro").reasoning(thinks).build())
                .at("generationConfig")
                .at("thinkingConfig")
                .json())
        .isEqualTo("{\"thinkingLevel\":\"high\"}");
  }

  @Test
  void aWishToSeeThoughtsAloneIsTold() {
    ReasoningOptions shown = new ReasoningOptions(null, null, null, true);

    assertThat(
            fields(
                new MessagesWire()
                    .write(hello("claude-sonnet-4-5").reasoning(shown).build(), true)))
        .containsExactly("reasoning");
  }

  @Test
  void aNameThatHasNoPlaceIsTold() {
    Part file =
        new Part.Media(
            Part.MediaKind.DOCUMENT, "application/pdf", "AA==", null, null, "a.pdf", null);
    ChatRequest request =
        ChatRequest.to("m").message(new Message(Role.USER, List.of(file))).build();

    assertThat(fields(new GeminiWire().write(request, true))).containsExactly("filename");
    assertThat(fields(new MessagesWire().write(request, true))).isEmpty();
    Part image =
        new Part.Media(Part.MediaKind.IMAGE, "image/png", "AA==", null, null, "a.png", null);
    ChatRequest named = ChatRequest.to("m").message(new Message(Role.USER, List.of(image))).build();
    assertThat(fields(new MessagesWire().write(named, true))).containsExactly("filename");
  }

  @Test
  void aConversationOfWhichNothingIsLeftIsRefused() {
    Part film = new Part.Media(Part.MediaKind.VIDEO, "video/mp4", "AA==", null, null, null, null);
    ChatRequest request =
        ChatRequest.to("m").message(new Message(Role.USER, List.of(film))).build();

    for (WireDialect wire : List.of(new ChatWire(), new ResponsesWire(), new MessagesWire())) {
      assertThatThrownBy(() -> wire.write(request, true))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("messages");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"tools\":[{\"type\":\"function\",\"x\":1,\"function\":{\"name\":\"t\"}}]|tools[0].x",
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"t\",\"x\":1}}]|tools[0].function.x",
        "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"t\",\"x\":1}}|tool_choice.function.x",
        "\"response_format\":{\"type\":\"text\",\"x\":1}|response_format.x",
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"description\":\"d\"}}|response_format.json_schema.description",
        "\"stream_options\":{\"include_obfuscation\":true}|stream_options.include_obfuscation",
        "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\",\"x\":1}]}]|messages[0].content[0].x",
        "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a\",\"x\":1}}]}]|messages[0].content[0].image_url.x",
        "\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"t\",\"x\":1}}]}]|messages[0].tool_calls[0].function.x",
        "\"user\":\"u\",\"safety_identifier\":\"s\"|safety_identifier"
      })
  void aFieldInsideAChatRequestThatNobodyReadsIsKept(String field, String path) {
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],";
    String body = "{" + (field.contains("\"messages\"") ? "" : messages) + field + "}";

    assertThat(new ChatClient().read(Buffer.buffer(body), "m").extra()).containsOnlyKeys(path);
  }

  @Test
  void marksInAChatRequestReachTheVendorThatKnowsThem() {
    String mark = "\"cache_control\":{\"type\":\"ephemeral\"}";
    String body =
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\","
            + mark
            + "}]}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"t\"},"
            + mark
            + "}],"
            + mark
            + "}";
    ChatRequest request = new ChatClient().read(Buffer.buffer(body), "claude-sonnet-4-5");
    Json written = body(new MessagesWire(), request);

    assertThat(written.json().split("ephemeral", -1)).hasSize(4);
    assertThat(fields(new MessagesWire().write(request, false))).isEmpty();
  }

  @Test
  void theIdentifierOfAChatRequestIsItsUser() {
    String body =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"safety_identifier\":\"s\","
            + "\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false}}";
    ChatRequest request = new ChatClient().read(Buffer.buffer(body), "m");

    assertThat(request.user()).isEqualTo("s");
    assertThat(request.extra()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("openAi")
  void aFieldOfAnotherDialectIsNotOpenAisOfTheSameName(WireDialect wire) {
    for (Dialect origin : Arrays.asList(GeminiWire.DIALECT, MessagesWire.DIALECT, null)) {
      for (String field :
          List.of("store", "metadata", "truncation", "verbosity", "text.verbosity", "logprobs")) {
        ChatRequest request = hello("m").origin(origin).extra(field, "\"zz\"").build();

        assertThat(body(wire, request).json()).as(field).doesNotContain("zz");
        assertThat(fields(wire.write(request, false))).containsExactly(field);
      }
      ChatRequest kept = hello("m").origin(origin).extra("store", "false").build();
      assertThat(fields(wire.write(kept, false))).containsExactly("store");
    }
    for (Dialect origin : List.of(ChatWire.DIALECT, ResponsesWire.DIALECT)) {
      ChatRequest request = hello("m").origin(origin).extra("metadata", "{\"k\":\"zz\"}").build();

      assertThat(body(wire, request).at("metadata").text("k")).isEqualTo("zz");
      assertThat(fields(wire.write(request, false))).isEmpty();
    }
  }

  static Stream<WireDialect> openAi() {
    return Stream.of(new ChatWire(), new ResponsesWire());
  }

  @Test
  void aRequestSaysWhoseFieldsItKeeps() {
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]";
    Map<ClientDialect, String> minimal =
        Map.of(
            new ChatClient(),
            "{" + messages + "}",
            new MessagesClient(),
            "{\"max_tokens\":1," + messages + "}",
            new ResponsesClient(),
            "{\"input\":\"a\"}",
            new GeminiClient(),
            "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}");

    minimal.forEach((client, body) ->
        assertThat(client.read(Buffer.buffer(body), "m").origin()).isEqualTo(client.dialect()));
  }

  @ParameterizedTest
  @CsvSource({
    "application/pdf,document.pdf",
    ",document.pdf",
    "text/plain,document.txt",
    "text/plain; charset=utf-8,document.txt",
    "text/csv,document.csv",
    "application/json,document.json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document,document.docx",
    "application/x-odd,document.bin"
  })
  void aNamelessDocumentIsNamedByItsType(String type, String name) {
    Part file = new Part.Media(Part.MediaKind.DOCUMENT, type, "AA==", null, null, null, null);
    ChatRequest request =
        ChatRequest.to("m").message(new Message(Role.USER, List.of(file))).build();

    Json chat = body(new ChatWire(), request).at("messages").at(0).at("content").at(0);
    assertThat(chat.at("file").text("filename")).isEqualTo(name);
    Json item = body(new ResponsesWire(), request).at("input").at(0).at("content").at(0);
    assertThat(item.text("filename")).isEqualTo(name);
  }

  private static ChatRequestBuilder hello(String model) {
    return ChatRequest.to(model).message(Message.text(Role.USER, "Hello"));
  }

  private static Json body(WireDialect wire, ChatRequest request) {
    return Json.parse(wire.write(request, false).body());
  }

  private static List<String> fields(Written written) {
    return written.warnings().stream().map(Warning::field).toList();
  }
}
