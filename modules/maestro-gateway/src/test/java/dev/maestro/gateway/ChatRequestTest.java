package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Tool;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The native conversation on its way up: every field, and what is wrong with one. */
class ChatRequestTest {
  private static final String PATH = "/api/sessions/fake/work/chat";
  private final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void session() {
    gateway.core.add("work");
    gateway.vendor.behaviour = FakeVendor::hello;
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private HttpResponse<String> ask(String body) throws Exception {
    return gateway.post(PATH, body.replace('\'', '"'));
  }

  private ChatRequest request(String body) throws Exception {
    HttpResponse<String> answer = ask(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return gateway.core.asked.request();
  }

  @Test
  void everySettingGoesUp() throws Exception {
    ChatRequest asked =
        request(
            """
            {'model': 'm', 'messages': [{'role': 'user', 'content': 'hi'}], 'system': 'Be brief.',
             'max_tokens': 9, 'temperature': 0.5, 'top_p': 0.25, 'stop': ['a', 'b'],
             'reasoning': {'enabled': true, 'effort': 'high', 'budget_tokens': 2048, 'summary': true},
             'response_format': {'type': 'json_schema', 'name': 'n', 'schema': {'type': 'object'}, 'strict': true},
             'tools': [{'name': 'clock', 'description': 'Tells the time.', 'parameters': {'type': 'object'}, 'strict': true},
                       {'name': 'coin'}]}
            """);
    assertThat(asked.model()).isEqualTo("m");
    assertThat(asked.system()).containsExactly(Part.Text.of("Be brief."));
    assertThat(asked.maxTokens()).isEqualTo(9);
    assertThat(asked.temperature()).isEqualTo(0.5);
    assertThat(asked.topP()).isEqualTo(0.25);
    assertThat(asked.stop()).containsExactly("a", "b");
    assertThat(asked.reasoning()).isEqualTo(new ReasoningOptions(true, "high", 2048, true));
    assertThat(asked.responseFormat())
        .isEqualTo(
            new ResponseFormat(
                ResponseFormat.Type.JSON_SCHEMA, "n", "{\"type\":\"object\"}", true));
    assertThat(asked.tools())
        .containsExactly(
            new Tool("clock", "Tells the time.", "{\"type\":\"object\"}", true),
            new Tool("coin", null, null, null));
  }

  @Test
  void whatIsNotGivenStaysOpen() throws Exception {
    ChatRequest asked =
        request(
            """
            {'model': 'm', 'messages': [{'role': 'user', 'content': 'hi'}], 'system': null, 'stop': 'end',
             'max_tokens': null, 'reasoning': null, 'response_format': {'type': 'json'}, 'tools': null}
            """);
    assertThat(asked.system()).isEmpty();
    assertThat(asked.stop()).containsExactly("end");
    assertThat(asked.maxTokens()).isNull();
    assertThat(asked.reasoning()).isNull();
    assertThat(asked.responseFormat())
        .isEqualTo(new ResponseFormat(ResponseFormat.Type.JSON, null, null, null));
    assertThat(asked.tools()).isEmpty();
  }

  @Test
  void aWholeConversationWithToolsAndMediaGoesUp() throws Exception {
    ChatRequest asked =
        request(
            """
            {'model': 'm', 'messages': [
              {'role': 'user', 'content': [{'type': 'text', 'text': 'What is this?'},
                 {'type': 'image', 'media_type': 'image/png', 'data': 'AAAA'},
                 {'type': 'document', 'url': 'https://example.org/a.pdf', 'name': 'a.pdf'}]},
              {'role': 'assistant', 'content': null, 'tool_calls': [{'id': 'c1', 'name': 'clock'}]},
              {'role': 'tool', 'tool_call_id': 'c1', 'name': 'clock', 'content': 'broken', 'is_error': true}]}
            """);
    assertThat(asked.messages())
        .containsExactly(
            new Message(
                Role.USER,
                List.of(
                    Part.Text.of("What is this?"),
                    media(Part.MediaKind.IMAGE, "image/png", "AAAA", null, null),
                    media(
                        Part.MediaKind.DOCUMENT,
                        null,
                        null,
                        "https://example.org/a.pdf",
                        "a.pdf"))),
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c1", "clock", "{}", null))),
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult("c1", "clock", List.of(Part.Text.of("broken")), true))));
  }

  private static Part media(
      Part.MediaKind kind, String type, String data, String url, String name) {
    return new Part.Media(kind, type, data, url, null, name, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'role': 'user'}                                                      | messages[0].content",
        "{'role': 'tool', 'content': 'x'}                                      | messages[0].tool_call_id",
        "{'role': 'user', 'content': 'x', 'tool_calls': [{'id': 'c', 'name': 'n'}]} | messages[0].tool_calls",
        "{'role': 'user', 'content': [{'type': 'text'}]}                       | messages[0].content[0].text",
        "{'role': 'user', 'content': [{'type': 'image'}]}                      | messages[0].content[0]",
        "{'role': 'user', 'content': [{'type': 'image', 'data': 'AA', 'url': 'u'}]} | messages[0].content[0]",
        "{'role': 'user', 'content': [{'type': 'image', 'data': 'AA'}]}        | messages[0].content[0].media_type",
        "{'role': 'user', 'content': 7}                                        | messages[0].content",
        "{'role': 'nobody', 'content': 'x'}                                    | messages[0].role",
      })
  void aMessageThatMakesNoSenseIsNamed(String message, String field) throws Exception {
    HttpResponse<String> answer = ask("{'model': 'm', 'messages': [" + message + "]}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(RunningGateway.error(answer).getString("field")).isEqualTo(field);
    assertThat(gateway.core.asked).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'max_tokens': 0                            | max_tokens      | too small",
        "'max_tokens': 'many'                       | max_tokens      | wrong type",
        "'temperature': 2.5                         | temperature     | too large",
        "'reasoning': {'effort': 'huge'}            | reasoning.effort | one of",
        "'response_format': {'type': 'json_schema'} | response_format.schema | missing",
        "'tools': [{'name': ''}]                    | tools[0].name   | too short",
        "'temprature': 1                            | temprature      | temperature",
      })
  void aSettingThatIsWrongIsNamed(String setting, String field, String hint) throws Exception {
    HttpResponse<String> answer =
        ask("{'model': 'm', 'messages': [{'role': 'user', 'content': 'x'}], " + setting + "}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(RunningGateway.error(answer).getString("field")).isEqualTo(field);
    assertThat(answer.body()).contains(hint);
  }
}
