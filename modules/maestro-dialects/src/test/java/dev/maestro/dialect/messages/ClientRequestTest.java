package dev.maestro.dialect.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.CacheMark;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientRequestTest {
  private static final String FULL =
      """
      {"model":"claude-sonnet-4-5","max_tokens":20000,"system":"Be terse.","messages":[
        {"role":"user","content":[{"type":"text","text":"What is it?"},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
          {"type":"image","source":{"type":"url","url":"https://example.org/a.png"}},
          {"type":"image","source":{"type":"file","file_id":"file_1"}},
          {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"CC"},
           "title":"A"},
          {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain ü"}},
          {"type":"document","source":{"type":"url","url":"https://example.org/a.pdf"}}]},
        {"role":"assistant","content":[
          {"type":"thinking","thinking":"Hm","signature":"sig"},
          {"type":"redacted_thinking","data":"D"},
          {"type":"text","text":"Let me look."},
          {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"q":1}},
          {"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"url":"u"}]},
          {"type":"tool_use","id":"toolu_1","name":"look","input":{"a":1}},
          {"type":"tool_use","id":"toolu_2","name":"look","input":{}}]},
        {"role":"user","content":[
          {"type":"tool_result","tool_use_id":"toolu_1","content":"seen"},
          {"type":"tool_result","tool_use_id":"toolu_2","is_error":true,"content":[
            {"type":"text","text":"failed"},
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"BB"}}]},
          {"type":"text","text":"And?"}]}],
       "tools":[{"name":"look","description":"Looks","input_schema":{"type":"object"},
         "strict":true}],
       "tool_choice":{"type":"auto","disable_parallel_tool_use":true},
       "stop_sequences":["A","B"],"top_p":0.96,
       "thinking":{"type":"enabled","budget_tokens":2000,"display":"summarized"},
       "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},
       "metadata":{"user_id":"u"}}
      """;

  private final MessagesClient client = new MessagesClient();

  private ChatRequest read(String body) {
    return client.read(Buffer.buffer(body.replace('\'', '"')), "claude-sonnet-4-5");
  }

  private ChatRequest with(String fields) {
    return read("{'max_tokens':5,'messages':[{'role':'user','content':'Hi'}]," + fields + "}");
  }

  private ChatRequest saying(String content) {
    return read("{'max_tokens':5,'messages':[{'role':'user','content':" + content + "}]}");
  }

  @Test
  void everyFieldHasItsNeutralPlace() {
    ChatRequest request = read(FULL);

    assertThat(request.system()).containsExactly(Part.Text.of("Be terse."));
    assertThat(request.messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER);
    assertThat(request.messages().getFirst().parts()).hasSize(7);
    List<Part> said = request.messages().get(1).parts();
    assertThat(said.getFirst())
        .isEqualTo(new Part.Reasoning("Hm", new Signature(MessagesWire.DIALECT, "sig")));
    assertThat(said.get(1))
        .isEqualTo(
            new Part.Opaque(
                MessagesWire.DIALECT, "{\"type\":\"redacted_thinking\",\"data\":\"D\"}"));
    assertThat(said.get(5)).isEqualTo(new Part.ToolCall("toolu_1", "look", "{\"a\":1}", null));
    assertThat(request.messages().get(2).parts().getFirst())
        .isEqualTo(new Part.ToolResult("toolu_1", null, List.of(Part.Text.of("seen")), false));
    assertThat(request.tools())
        .containsExactly(new Tool("look", "Looks", "{\"type\":\"object\"}", true));
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.of(ToolChoice.Mode.AUTO));
    assertThat(request.parallelToolCalls()).isFalse();
    assertThat(request.maxTokens()).isEqualTo(20_000);
    assertThat(request.stop()).containsExactly("A", "B");
    assertThat(request.reasoning()).isEqualTo(new ReasoningOptions(true, null, 2000, true));
    assertThat(request.responseFormat().type()).isEqualTo(ResponseFormat.Type.JSON_SCHEMA);
    assertThat(request.user()).isEqualTo("u");
    assertThat(request.extra()).isEmpty();
  }

  @Test
  void whatWasReadIsWrittenAsTheSameRequest() {
    Written written = new MessagesWire().write(read(FULL), false);

    assertThat(written.warnings()).isEmpty();
    // One text in a list is the same as a string.
    assertThat(Json.parse(written.body())).isEqualTo(Json.parse(FULL));
  }

  @Test
  void whatHasNoNeutralPlaceIsKeptByItsPath() {
    ChatRequest request =
        read(
            """
            {"model":"m","max_tokens":5,
             "system":[{"type":"text","text":"S","cache_control":{"type":"ephemeral"}}],
             "messages":[{"role":"user","name":"Ann","content":[
                {"type":"text","text":"T","cache_control":{"type":"ephemeral"},"citations":null},
                {"type":"document","context":"C","citations":{"enabled":true},
                 "source":{"type":"text","data":"D"}},
                {"type":"tool_result","tool_use_id":"x","cache_control":{"type":"ephemeral"}}]},
               {"role":"assistant","content":[
                {"type":"text","text":"A","citations":[{"cited_text":"D"}]},
                {"type":"tool_use","id":"i","name":"n","input":{},"caller":{"type":"direct"}},
                {"type":"tool_use","id":"j","name":"n","caller":{"type":"code"}}]}],
             "tools":[{"type":"custom","name":"n","input_schema":{},"defer_loading":true},
               {"type":"web_search_20250305","name":"web_search"}],
             "tool_choice":{"type":"any","odd":1},
             "thinking":{"type":"disabled","odd":2},
             "output_config":{"effort":"high","task_budget":3},
             "output_format":{"type":"json_schema","schema":{},"odd":4},
             "metadata":{"user_id":null,"odd":5},
             "service_tier":"auto","container":"c","context_management":{},"future":null}
            """);

    assertThat(request.extra())
        .containsOnlyKeys(
            "messages[0].name",
            "messages[0].content[1].context",
            "messages[0].content[1].citations",
            "messages[1].content[0].citations",
            "messages[1].content[2].caller",
            "tools[0].defer_loading",
            "tools[1]",
            "tool_choice.odd",
            "thinking.odd",
            "output_config.effort",
            "output_config.task_budget",
            "output_format.odd",
            "metadata.odd",
            "service_tier",
            "container",
            "context_management")
        .containsEntry("tools[1]", "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}");
    assertThat(request.reasoning()).isEqualTo(new ReasoningOptions(false, null, null, null));
    assertThat(request.system().getFirst().cache()).isEqualTo(new CacheMark(null));
    assertThat(request.tools()).hasSize(1);
    assertThat(request.messages().getLast().parts()).hasSize(3);
  }

  @Test
  void instructionsInsideTheConversationStayThere() {
    ChatRequest request =
        read(
            "{'max_tokens':5,'system':'','messages':[{'role':'system','content':'First'},"
                + "{'role':'user','content':'Hi'},{'role':'assistant','content':[]},"
                + "{'role':'system','content':[{'type':'text','text':'Later'}]}]}");
    assertThat(request.system()).containsExactly(Part.Text.of("First"));
    assertThat(request.messages())
        .containsExactly(Message.text(Role.USER, "Hi"), Message.text(Role.SYSTEM, "Later"));
  }

  @Test
  void resultsAndWordsKeepTheirOrder() {
    ChatRequest request =
        saying(
            "[{'type':'tool_result','tool_use_id':'a'},{'type':'text','text':'x'},"
                + "{'type':'tool_result','tool_use_id':'b','content':["
                + "{'type':'search_result','source':'s'}]}]");
    assertThat(request.messages())
        .extracting(Message::role)
        .containsExactly(Role.TOOL, Role.USER, Role.TOOL);
    assertThat(request.messages().getLast().parts().getFirst())
        .isEqualTo(
            new Part.ToolResult(
                "b",
                null,
                List.of(
                    new Part.Opaque(
                        MessagesWire.DIALECT, "{\"type\":\"search_result\",\"source\":\"s\"}")),
                false));
  }

  @Test
  void documentsInPiecesAreOneTextWhereTheyAreText() {
    String piece = "{'type':'text','text':'%s'}";
    String document = "[{'type':'document','source':{'type':'content','content':%s}}]";
    String joined = "[" + piece.formatted("a") + "," + piece.formatted("b") + "]";
    assertThat(saying(document.formatted(joined)).messages())
        .isEqualTo(
            saying("[{'type':'document','source':{'type':'text','data':'a\\n\\nb'}}]").messages());
    assertThat(saying(document.formatted("'a'")).messages())
        .isEqualTo(saying("[{'type':'document','source':{'type':'text','data':'a'}}]").messages());
    assertThat(saying(document.formatted("[{'type':'image'}]")).messages().getFirst().parts())
        .hasOnlyElementsOfType(Part.Opaque.class);
  }

  @Test
  void aMarkOfMaestroIsNoSignature() {
    ChatRequest request =
        read(
            "{'max_tokens':5,'messages':[{'role':'assistant','content':["
                + "{'type':'thinking','thinking':'a','signature':'maestro:unsigned'},"
                + "{'type':'thinking','thinking':'b','signature':''},"
                + "{'type':'thinking','thinking':'c'}]}]}");
    assertThat(request.messages().getFirst().parts())
        .containsExactly(
            new Part.Reasoning("a", null),
            new Part.Reasoning("b", null),
            new Part.Reasoning("c", null));
  }

  @Test
  void everyWayToThinkIsUnderstood() {
    assertThat(with("'output_config':{'effort':'low'}").reasoning())
        .isEqualTo(ReasoningOptions.effort("low"));
    assertThat(
            with("'thinking':{'type':'adaptive','display':'omitted'},'output_config':{'effort':'max'}")
                .reasoning())
        .isEqualTo(new ReasoningOptions(true, "max", null, false));
    assertThat(with("'thinking':{'type':'adaptive'}").reasoning())
        .isEqualTo(new ReasoningOptions(true, null, null, null));
    assertThat(with("'thinking':{'type':'enabled','budget_tokens':9}").reasoning())
        .isEqualTo(new ReasoningOptions(true, null, 9, true));
    assertThat(with("'thinking':null,'output_config':null").reasoning()).isNull();
    ChatRequest between = with("'thinking':{'type':'between_tools'}");
    assertThat(between.reasoning()).isEqualTo(new ReasoningOptions(true, null, null, null));
    assertThat(between.extra()).containsOnlyKeys("thinking.type");
  }

  @Test
  void everyChoiceOfToolsIsUnderstood() {
    assertThat(with("'tool_choice':{'type':'any'}").toolChoice())
        .isEqualTo(ToolChoice.of(ToolChoice.Mode.REQUIRED));
    assertThat(with("'tool_choice':{'type':'none'}").toolChoice())
        .isEqualTo(ToolChoice.of(ToolChoice.Mode.NONE));
    ChatRequest one =
        with("'tool_choice':{'type':'tool','name':'f','disable_parallel_tool_use':false}");
    assertThat(one.toolChoice()).isEqualTo(ToolChoice.one("f"));
    assertThat(one.parallelToolCalls()).isTrue();
  }

  @Test
  void onlyACountNeedsNoBound() {
    Buffer body = Buffer.buffer("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    ClientRequest count = new ClientRequest("/v1/messages/count_tokens", Map.of(), body);
    assertThat(client.read(count, "m").maxTokens()).isNull();
    assertThatThrownBy(() -> client.read(new ClientRequest("/v1/messages", Map.of(), body), "m"))
        .hasMessageContaining("max_tokens");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "messages|{'max_tokens':5}",
        "messages|{'messages':[]}",
        "messages|{'messages':7}",
        "messages[0]|{'messages':[7]}",
        "messages[0].role|{'messages':[{'content':'x'}]}",
        "messages[0].role|{'messages':[{'role':'robot','content':'x'}]}",
        "messages[0].content|{'messages':[{'role':'user'}]}",
        "messages[0].content|{'messages':[{'role':'user','content':7}]}",
        "messages[0].content|{'messages':[{'role':'user','content':[]}]}",
        "messages[0].content[0]|{'messages':[{'role':'user','content':['x']}]}",
        "messages[0].content[0].type|{'messages':[{'role':'user','content':[{}]}]}",
        "messages[0].content[0].type|{'messages':[{'role':'user','content':[{'type':7}]}]}",
        "messages[0].content[0].text|{'messages':[{'role':'user','content':[{'type':'text'}]}]}",
        "messages[0].content[0].source|{'messages':[{'role':'user','content':[{'type':'image'}]}]}",
        "messages[0].content[0].source.type|{'messages':[{'role':'user','content':[{'type':'image','source':{'type':'x'}}]}]}",
        "messages[0].content[0].source.type|{'messages':[{'role':'user','content':[{'type':'document','source':{'type':'x'}}]}]}",
        "messages[0].content[0].source.media_type|{'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','data':'A'}}]}]}",
        "messages[0].content[0].source.url|{'messages':[{'role':'user','content':[{'type':'image','source':{'type':'url'}}]}]}",
        "messages[0].content[0].source.file_id|{'messages':[{'role':'user','content':[{'type':'document','source':{'type':'file'}}]}]}",
        "messages[0].content[0].tool_use_id|{'messages':[{'role':'user','content':[{'type':'tool_result'}]}]}",
        "messages[0].content[0].is_error|{'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','is_error':1}]}]}",
        "messages[0].content[0].content|{'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','content':1}]}]}",
        "messages[0].content[0].input|{'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'b','input':'{}'}]}]}",
        "messages[0].content[0].name|{'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'a'}]}]}",
        "messages[0].content[0].thinking|{'messages':[{'role':'assistant','content':[{'type':'thinking'}]}]}",
        "messages[0].content|{'messages':[{'role':'system','content':[{'type':'x'}]}]}",
        "system[0].type|{'system':[{'type':'image'}],'messages':[{'role':'user','content':'x'}]}",
        "system|{'system':7,'messages':[{'role':'user','content':'x'}]}",
        "max_tokens|{'messages':[{'role':'user','content':'x'}]}",
        "max_tokens|{'max_tokens':0,'messages':[{'role':'user','content':'x'}]}",
        "max_tokens|{'max_tokens':'many','messages':[{'role':'user','content':'x'}]}",
        "temperature|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'temperature':3}",
        "top_k|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'top_k':-1}",
        "stop_sequences|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'stop_sequences':'x'}",
        "stop_sequences[0]|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'stop_sequences':[7]}",
        "tools[0].name|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'tools':[{}]}",
        "tools[0].input_schema|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'tools':[{'name':'f'}]}",
        "tool_choice|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'tool_choice':'auto'}",
        "tool_choice.type|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'tool_choice':{'type':'x'}}",
        "tool_choice.name|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'tool_choice':{'type':'tool'}}",
        "thinking.type|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'thinking':{'type':'x'}}",
        "thinking.budget_tokens|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'thinking':{'type':'enabled'}}",
        "thinking.display|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'thinking':{'type':'adaptive','display':'x'}}",
        "output_config|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'output_config':7}",
        "output_config.effort|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'output_config':{'effort':'x'}}",
        "output_config.format.type|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'output_config':{'format':{'type':'x'}}}",
        "output_config.format.schema|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'output_config':{'format':{'type':'json_schema'}}}",
        "metadata|{'max_tokens':5,'messages':[{'role':'user','content':'x'}],'metadata':7}",
        "body|[]",
        "body|nope"
      })
  void badFieldsAreNamedWithASuggestion(String field, String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.facts().problems().getFirst().field()).isEqualTo(field);
              assertThat(refused.facts().problems().getFirst().suggestion()).isNotBlank();
            });
  }
}
