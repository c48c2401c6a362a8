package dev.maestro.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Dialect;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {
  private static final String FULL =
      """
      {"model":"gpt-4.1","messages":[
        {"role":"system","content":"Be terse."},
        {"role":"user","content":[{"type":"text","text":"What is it?"},
          {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
          {"type":"image_url","image_url":{"url":"https://example.org/a.png"}},
          {"type":"input_audio","input_audio":{"data":"BBBB","format":"mp3"}},
          {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,CC"}},
          {"type":"file","file":{"file_id":"file-1"}}]},
        {"role":"assistant","content":"Let me look.","tool_calls":[{"id":"call_1","type":"function",
          "function":{"name":"look","arguments":"{\\"a\\":1}"}}]},
        {"role":"tool","tool_call_id":"call_1","content":"seen"},
        {"role":"assistant","content":null,"refusal":"No."},
        {"role":"system","content":"Now in French."},
        {"role":"user","content":"And?"}],
       "tools":[{"type":"function","function":{"name":"look","description":"Looks",
         "parameters":{"type":"object"},"strict":true}}],
       "tool_choice":{"type":"function","function":{"name":"look"}},"parallel_tool_calls":false,
       "max_completion_tokens":77,"temperature":0.25,"top_p":0.5,"stop":["A","B"],"seed":7,
       "presence_penalty":-1.0,"frequency_penalty":1.5,"n":2,"reasoning_effort":"low",
       "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"},
         "strict":true}},
       "user":"u","logit_bias":{"1":2},"metadata":{"k":"v"}}
      """;

  private final ChatClient client = new ChatClient();
  private final ChatWire wire = new ChatWire();

  private ChatRequest read(String body) {
    return client.read(Buffer.buffer(body), "gpt-4.1");
  }

  @Test
  void everyFieldHasItsNeutralPlace() {
    ChatRequest request = read(FULL);

    assertThat(request.system()).containsExactly(Part.Text.of("Be terse."));
    assertThat(request.messages())
        .extracting(Message::role)
        .containsExactly(
            Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT, Role.SYSTEM, Role.USER);
    assertThat(request.messages().getFirst().parts()).hasSize(6);
    assertThat(request.messages().get(1).parts().get(1))
        .isEqualTo(new Part.ToolCall("call_1", "look", "{\"a\":1}", null));
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.one("look"));
    assertThat(request.maxTokens()).isEqualTo(77);
    assertThat(request.stop()).containsExactly("A", "B");
    assertThat(request.choices()).isEqualTo(2);
    assertThat(request.reasoning()).isEqualTo(ReasoningOptions.effort("low"));
    assertThat(request.responseFormat().type()).isEqualTo(ResponseFormat.Type.JSON_SCHEMA);
    assertThat(request.user()).isEqualTo("u");
    assertThat(request.extra()).containsOnlyKeys("logit_bias", "metadata");
  }

  @Test
  void whatWasReadIsWrittenAsTheSameRequest() {
    Written written = wire.write(read(FULL), false);

    assertThat(Json.parse(written.body())).isEqualTo(Json.parse(FULL));
    assertThat(written.warnings()).isEmpty();
  }

  @Test
  void aStreamIsAskedForWithItsUsage() {
    Json body =
        Json.parse(
            wire.write(ChatRequest.to("gpt-5").system("S").message(hello()).build(), true).body());

    assertThat(body.isTrue("stream")).isTrue();
    assertThat(body.at("stream_options").isTrue("include_usage")).isTrue();
    assertThat(body.at("messages").at(0).text("role")).isEqualTo("developer");
  }

  private static Message hello() {
    return Message.text(Role.USER, "Hello");
  }

  @Test
  void whatTheFormatCannotSayIsWarnedOf() {
    Part.Media film =
        new Part.Media(Part.MediaKind.VIDEO, "video/mp4", "AA", null, null, null, null);
    Part.Media ogg = new Part.Media(Part.MediaKind.AUDIO, "audio/ogg", "A", null, null, null, null);
    Part.Media file = new Part.Media(Part.MediaKind.IMAGE, null, null, null, "file-1", null, null);
    Part.Media remote =
        new Part.Media(Part.MediaKind.DOCUMENT, null, null, "https://a", null, null, null);
    Part.Opaque foreign = new Part.Opaque(new Dialect("other"), "{}");
    ChatRequest request =
        ChatRequest.to("m")
            .message(new Message(Role.USER, List.of(film, ogg, file, remote, foreign)))
            .message(new Message(Role.ASSISTANT, List.of(new Part.Reasoning("Hm", null))))
            .message(Message.text(Role.USER, "Hi"))
            .topK(5)
            .stop("1")
            .stop("2")
            .stop("3")
            .stop("4")
            .stop("5")
            .reasoning(new ReasoningOptions(null, null, 20_000, true))
            .extra("thinking", "{}")
            .build();

    Written written = wire.write(request, false);

    assertThat(written.warnings())
        .extracting(Warning::field)
        .contains("messages[0]", "messages[1]", "top_k", "stop", "reasoning.summary", "thinking");
    Json body = Json.parse(written.body());
    assertThat(body.list("messages")).hasSize(1);
    assertThat(body.list("stop")).hasSize(4);
    assertThat(body.text("reasoning_effort")).isEqualTo("high");
  }

  @Test
  void mediaOfAToolsAnswerFollowInAUsersMessage() {
    Part.Media image =
        new Part.Media(Part.MediaKind.IMAGE, "image/png", "AA", null, null, null, null);
    ChatRequest request =
        ChatRequest.to("m")
            .message(
                new Message(
                    Role.TOOL,
                    List.of(
                        new Part.ToolResult("c1", "f", List.of(image), true),
                        new Part.ToolResult("c2", "f", List.of(Part.Text.of("x")), false))))
            .message(hello())
            .build();

    Written written = wire.write(request, false);

    Json messages = Json.parse(written.body()).at("messages");
    assertThat(messages.list())
        .extracting(m -> m.text("role"))
        .containsExactly("tool", "tool", "user", "user");
    assertThat(messages.at(0).text("content")).isEmpty();
    assertThat(messages.at(2).at("content").at(0).at("image_url").text("url"))
        .isEqualTo("data:image/png;base64,AA");
    assertThat(written.warnings()).extracting(Warning::code).contains("moved", "unsupported");
  }

  @Test
  void ownBlocksGoBackAndAnnotationsDoNot() {
    Part own =
        new Part.Opaque(ChatWire.DIALECT, "{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}");
    Part note = new Part.Opaque(ChatWire.DIALECT, "{\"type\":\"url_citation\"}");
    Written written =
        wire.write(
            ChatRequest.to("m").message(new Message(Role.USER, List.of(own, note))).build(), false);
    Json content = Json.parse(written.body()).at("messages").at(0).at("content");
    assertThat(content.list()).hasSize(1);
    assertThat(content.at(0).at("file").text("file_id")).isEqualTo("f");
  }

  @Test
  void theOlderAndShorterFormsAreUnderstood() {
    ChatRequest request =
        read(
            """
            {"model":"m","max_tokens":5,"stop":"X","tool_choice":"required","seed":null,
             "response_format":{"type":"json_object"},"top_k":3,
             "messages":[{"role":"developer","content":[{"type":"text","text":"D"}]},
               {"role":"user","content":"Hi","name":"Ann"},
               {"role":"assistant","reasoning_content":"Hm","tool_calls":[
                 {"id":"c","function":{"name":"f","arguments":""}}]}]}
            """);

    assertThat(request.maxTokens()).isEqualTo(5);
    assertThat(request.stop()).containsExactly("X");
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.of(ToolChoice.Mode.REQUIRED));
    assertThat(request.responseFormat().type()).isEqualTo(ResponseFormat.Type.JSON);
    assertThat(request.topK()).isEqualTo(3);
    assertThat(request.extra()).containsEntry("messages[1].name", "\"Ann\"");
    assertThat(request.messages().get(1).parts())
        .containsExactly(new Part.Reasoning("Hm", null), new Part.ToolCall("c", "f", "{}", null));
  }

  @Test
  void theOlderBoundIsToldWhereTheNewerOneIsAnother() {
    String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],";
    ChatRequest two = read(body + "\"max_tokens\":5,\"max_completion_tokens\":7}");
    ChatRequest one = read(body + "\"max_tokens\":7,\"max_completion_tokens\":7}");

    assertThat(two.maxTokens()).isEqualTo(7);
    assertThat(wire.write(two, false).warnings())
        .extracting(Warning::field)
        .containsExactly("max_tokens");
    assertThat(wire.write(one, false).warnings()).isEmpty();
  }

  @Test
  void plainFormsAreWrittenPlainly() {
    ChatRequest request =
        read(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"response_format\":{\"type\":\"text\"},\"tool_choice\":\"none\","
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}");
    Json body = Json.parse(wire.write(request, false).body());
    assertThat(body.at("response_format").text("type")).isEqualTo("text");
    assertThat(body.text("tool_choice")).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "messages|{}",
        "messages|{'messages':[]}",
        "messages|{'messages':7}",
        "messages[0]|{'messages':[7]}",
        "messages[0].role|{'messages':[{}]}",
        "messages[0].role|{'messages':[{'role':'robot','content':'x'}]}",
        "messages[0].content|{'messages':[{'role':'user'}]}",
        "messages[0].content|{'messages':[{'role':'user','content':7}]}",
        "messages[0].content|{'messages':[{'role':'user','content':[]}]}",
        "messages[0].content|{'messages':[{'role':'assistant'}]}",
        "messages[0].content[0].type|{'messages':[{'role':'user','content':[{'type':'x'}]}]}",
        "messages[0].content[0].text|{'messages':[{'role':'user','content':[{'type':'text'}]}]}",
        "messages[0].content[0].image_url.url|{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'ftp:x'}}]}]}",
        "messages[0].tool_call_id|{'messages':[{'role':'tool','content':'x'}]}",
        "messages[0].tool_calls[0].function|{'messages':[{'role':'assistant','tool_calls':[{'id':'c'}]}]}",
        "messages[0].tool_calls[0].type|{'messages':[{'role':'assistant','tool_calls':[{'id':'c','type':'custom'}]}]}",
        "messages[0].content|{'messages':[{'role':'system','content':[{'type':'refusal','refusal':'x'}]}]}",
        "temperature|{'messages':[{'role':'user','content':'x'}],'temperature':3}",
        "n|{'messages':[{'role':'user','content':'x'}],'n':0}",
        "n|{'messages':[{'role':'user','content':'x'}],'n':1.5}",
        "stop|{'messages':[{'role':'user','content':'x'}],'stop':7}",
        "stop[0]|{'messages':[{'role':'user','content':'x'}],'stop':[7]}",
        "max_completion_tokens|{'messages':[{'role':'user','content':'x'}],'max_completion_tokens':'many'}",
        "parallel_tool_calls|{'messages':[{'role':'user','content':'x'}],'parallel_tool_calls':1}",
        "reasoning_effort|{'messages':[{'role':'user','content':'x'}],'reasoning_effort':'huge'}",
        "response_format.type|{'messages':[{'role':'user','content':'x'}],'response_format':{'type':'xml'}}",
        "tools[0].type|{'messages':[{'role':'user','content':'x'}],'tools':[{'type':'custom'}]}",
        "tools[0].function.name|{'messages':[{'role':'user','content':'x'}],'tools':[{'function':{}}]}",
        "tool_choice|{'messages':[{'role':'user','content':'x'}],'tool_choice':'maybe'}",
        "tool_choice.type|{'messages':[{'role':'user','content':'x'}],'tool_choice':{'type':'custom'}}",
        "body|[]",
        "body|nope"
      })
  void badFieldsAreNamedWithASuggestion(String field, String body) {
    assertThatThrownBy(() -> read(body.replace('\'', '"')))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.facts().problems().getFirst().field()).isEqualTo(field);
              assertThat(refused.facts().problems().getFirst().suggestion()).isNotBlank();
            });
  }
}
