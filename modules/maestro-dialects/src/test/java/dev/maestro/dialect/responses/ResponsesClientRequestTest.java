package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponsesClientRequestTest {
  /** As the wire writes it, too. */
  private static final String FULL =
      """
      {"model":"m1","instructions":"Be terse.","input":[
        {"type":"message","role":"user","content":[{"type":"input_text","text":"What is it?"},
          {"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"},
          {"type":"input_image","image_url":"https://example.org/a.png","detail":"auto"},
          {"type":"input_image","file_id":"file-1","detail":"auto"},
          {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,CC"},
          {"type":"input_file","file_url":"https://example.org/a.pdf"},
          {"type":"input_file","file_id":"file-2"}]},
        {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Look."}],
          "encrypted_content":"gAAA"},
        {"type":"message","role":"assistant","content":[
          {"type":"output_text","text":"Let me look."},{"type":"refusal","refusal":"No."}]},
        {"type":"web_search_call","id":"ws_1","status":"completed"},
        {"type":"function_call","call_id":"call_1","name":"look","arguments":"{\\"a\\":1}"},
        {"type":"function_call","call_id":"call_2","name":"look","arguments":"{}"},
        {"type":"function_call_output","call_id":"call_1","output":"seen"},
        {"type":"function_call_output","call_id":"call_2","output":[
          {"type":"input_text","text":"a"},
          {"type":"input_image","image_url":"data:image/png;base64,BBBB","detail":"auto"}]},
        {"type":"message","role":"developer","content":[
          {"type":"input_text","text":"Now in French."}]},
        {"type":"message","role":"user","content":[{"type":"input_text","text":"And?"}]}],
       "tools":[{"type":"function","name":"look","description":"Looks",
         "parameters":{"type":"object"},"strict":true}],
       "tool_choice":{"type":"function","name":"look"},"parallel_tool_calls":false,
       "max_output_tokens":77,"temperature":0.25,"top_p":0.5,
       "reasoning":{"effort":"low","summary":"auto"},
       "text":{"format":{"type":"json_schema","name":"s","schema":{"type":"object"},
         "strict":true},"verbosity":"low"},
       "user":"u","metadata":{"k":"v"},"max_tool_calls":3,"prompt_cache_key":"p",
       "safety_identifier":"s","top_logprobs":2,"truncation":"auto","store":false}
      """;

  private final ResponsesClient client = new ResponsesClient();

  private ChatRequest read(String body) {
    return client.read(Buffer.buffer(body), "m1");
  }

  private ChatRequest readWith(String fields) {
    return read("{\"model\":\"m\",\"input\":\"Hi\"," + fields + "}");
  }

  private List<Message> items(String items) {
    return read("{\"model\":\"m\",\"input\":[" + items + "]}").messages();
  }

  @Test
  void everyFieldHasItsNeutralPlace() {
    ChatRequest request = read(FULL);

    assertThat(request.system()).containsExactly(Part.Text.of("Be terse."));
    assertThat(request.messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.SYSTEM, Role.USER);
    assertThat(request.messages().getFirst().parts()).hasSize(7);
    assertThat(request.messages().get(1).parts())
        .hasSize(7)
        .startsWith(new Part.Reasoning("Look.", null))
        .contains(new Part.ToolCall("call_1", "look", "{\"a\":1}", null))
        .endsWith(new Part.ToolCall("call_2", "look", "{}", null));
    assertThat(request.messages().get(2).parts()).hasSize(2);
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.one("look"));
    assertThat(request.parallelToolCalls()).isFalse();
    assertThat(request.maxTokens()).isEqualTo(77);
    assertThat(request.temperature()).isEqualTo(0.25);
    assertThat(request.topP()).isEqualTo(0.5);
    assertThat(request.reasoning()).isEqualTo(new ReasoningOptions(null, "low", null, true));
    assertThat(request.responseFormat().type()).isEqualTo(ResponseFormat.Type.JSON_SCHEMA);
    assertThat(request.user()).isEqualTo("u");
    assertThat(request.extra())
        .containsOnlyKeys(
            "text.verbosity",
            "metadata",
            "max_tool_calls",
            "prompt_cache_key",
            "safety_identifier",
            "top_logprobs",
            "truncation");
  }

  @Test
  void whatWasReadIsWrittenAsTheSameRequest() {
    var written = new ResponsesWire().write(read(FULL), false);

    assertThat(Json.parse(written.body())).isEqualTo(Json.parse(FULL));
    assertThat(written.warnings()).isEmpty();
  }

  @Test
  void plainTextIsAMessageOfTheUser() {
    assertThat(read("{\"model\":\"m\",\"input\":\"Hi\"}").messages())
        .containsExactly(Message.text(Role.USER, "Hi"));
  }

  @Test
  void aMessageNeedsNoTypeAndItsContentMayBeText() {
    assertThat(items("{\"role\":\"assistant\",\"content\":\"Hi\"}"))
        .containsExactly(Message.text(Role.ASSISTANT, "Hi"));
  }

  @Test
  void instructionsBeforeTheConversationAreTheRequestsOwn() {
    ChatRequest request =
        read(
            """
            {"model":"m","instructions":"A","input":[{"role":"system","content":"B"},
             {"role":"developer","content":[{"type":"input_text","text":"C"}]},
             {"role":"user","content":"Hi"}]}
            """);
    assertThat(request.system()).extracting(Part.Text::text).containsExactly("A", "B", "C");
    assertThat(request.messages()).containsExactly(Message.text(Role.USER, "Hi"));
  }

  @Test
  void whatOnlyItsVendorReadsIsKeptWithItsOrigin() {
    String reference = "{\"type\":\"item_reference\",\"id\":\"msg_1\"}";
    String search = "{\"type\":\"web_search_call\",\"id\":\"ws\",\"action\":{\"query\":\"q\"}}";
    assertThat(items(reference + "," + search))
        .containsExactly(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Opaque(ResponsesWire.DIALECT, reference),
                    new Part.Opaque(ResponsesWire.DIALECT, search))));
  }

  @Test
  void thoughtsWithoutEncryptedContentAreWords() {
    assertThat(
            items(
                "{\"type\":\"reasoning\",\"id\":\"r\",\"encrypted_content\":null,\"summary\":["
                    + "{\"type\":\"summary_text\",\"text\":\"A\"}],\"content\":["
                    + "{\"type\":\"reasoning_text\",\"text\":\"B\"}]}"))
        .containsExactly(
            new Message(
                Role.ASSISTANT,
                List.of(new Part.Reasoning("A", null), new Part.Reasoning("B", null))));
  }

  @Test
  void aToolThatTakesTextBecomesAFunctionOfOneText() {
    ChatRequest request =
        read(
            """
            {"model":"m","tools":[{"type":"custom","name":"sh","description":"Runs",
               "format":{"type":"grammar","syntax":"lark","definition":"x"}}],
             "tool_choice":{"type":"custom","name":"sh"},
             "input":[{"type":"custom_tool_call","call_id":"c","name":"sh","input":"ls \\"a\\""},
               {"type":"custom_tool_call_output","call_id":"c","output":"x"}]}
            """);
    assertThat(request.tools()).containsExactly(new Tool("sh", "Runs", CustomTools.SCHEMA, null));
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.one("sh"));
    assertThat(request.extra()).containsOnlyKeys("tools[0].format");
    assertThat(request.messages().getFirst().parts())
        .containsExactly(new Part.ToolCall("c", "sh", "{\"input\":\"ls \\\"a\\\"\"}", null));
    assertThat(request.messages().get(1).parts())
        .containsExactly(new Part.ToolResult("c", null, List.of(Part.Text.of("x")), false));
  }

  @Test
  void choicesOfToolsAreRead() {
    assertThat(readWith("\"tool_choice\":\"required\"").toolChoice())
        .isEqualTo(ToolChoice.of(ToolChoice.Mode.REQUIRED));
    assertThat(readWith("\"tool_choice\":\"none\"").toolChoice())
        .isEqualTo(ToolChoice.of(ToolChoice.Mode.NONE));
    String one =
        "\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"required\",\"tools\":["
            + "{\"type\":\"function\",\"name\":\"f\"}]}";
    assertThat(readWith(one).toolChoice()).isEqualTo(ToolChoice.one("f"));
    ChatRequest some = readWith(one.replace("required", "auto"));
    assertThat(some.toolChoice()).isEqualTo(ToolChoice.of(ToolChoice.Mode.AUTO));
    assertThat(some.extra()).containsOnlyKeys("tool_choice.tools");
    assertThat(readWith("\"tool_choice\":{\"type\":\"web_search\"}").extra())
        .containsEntry("tool_choice", "{\"type\":\"web_search\"}");
  }

  @Test
  void whatHasNoNeutralPlaceIsKeptUnderItsPath() {
    ChatRequest request =
        read(
            """
            {"model":"m","input":[{"role":"user","content":[
                {"type":"input_text","text":"x","brand_new":1}],"phase":"final"}],
             "tools":[{"type":"web_search"},{"type":"function","name":"f","defer_loading":true}],
             "include":["reasoning.encrypted_content"],"conversation":"conv_1","prompt":{"id":"p"},
             "service_tier":"flex","background":true,"reasoning":{"summary":"detailed","x":1},
             "text":{"format":{"type":"json_schema","name":"n","schema":{},"description":"d"}},
             "stream_options":{"include_obfuscation":true},"brand_new":{"a":1}}
            """);
    assertThat(request.extra())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("input[0].content[0].brand_new", "1"),
                Map.entry("input[0].phase", "\"final\""),
                Map.entry("tools[0]", "{\"type\":\"web_search\"}"),
                Map.entry("tools[1].defer_loading", "true"),
                Map.entry("include", "[\"reasoning.encrypted_content\"]"),
                Map.entry("conversation", "\"conv_1\""),
                Map.entry("prompt", "{\"id\":\"p\"}"),
                Map.entry("service_tier", "\"flex\""),
                Map.entry("background", "true"),
                Map.entry("reasoning.summary", "\"detailed\""),
                Map.entry("reasoning.x", "1"),
                Map.entry("text.format.description", "\"d\""),
                Map.entry("stream_options.include_obfuscation", "true"),
                Map.entry("brand_new", "{\"a\":1}")));
  }

  @Test
  void whatAsksForNothingIsNotReported() {
    ChatRequest request =
        readWith(
            "\"include\":[],\"metadata\":null,\"truncation\":\"disabled\",\"background\":false,"
                + "\"stream_options\":{\"include_obfuscation\":false},\"store\":true,"
                + "\"reasoning\":{\"effort\":null},\"text\":{\"format\":{\"type\":\"text\"}}");
    assertThat(request.extra()).isEmpty();
    assertThat(request.reasoning()).isNull();
  }
}
