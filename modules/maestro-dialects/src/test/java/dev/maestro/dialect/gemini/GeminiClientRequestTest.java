package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiClientRequestTest {
  private static final Signature SIGNED = new Signature(GeminiWire.DIALECT, "S+/=");
  private static final String FULL =
      """
      {"systemInstruction":{"role":"user","parts":[{"text":"Be terse."},{"text":"Be kind."}]},
       "contents":[
        {"role":"user","parts":[{"text":"What is it?"},
          {"inlineData":{"mimeType":"image/png","data":"-_8","displayName":"a.png"}},
          {"inlineData":{"mimeType":"application/pdf","data":"BBBB"}},
          {"inlineData":{"mimeType":"audio/mpeg","data":"CCCC"}},
          {"fileData":{"mimeType":"video/mp4","fileUri":"https://example.org/f"},
           "videoMetadata":{"fps":1}}]},
        {"role":"model","parts":[{"text":"Hm","thought":true,"thoughtSignature":"S+/="},
          {"text":"Let me look.","thoughtSignature":"S+/="},
          {"functionCall":{"id":"c1","name":"look","args":{"a":1}},"thoughtSignature":"S+/="},
          {"functionCall":{"id":"c2","name":"look"}},
          {"executableCode":{"code":"1+1"},"thoughtSignature":"S+/="}]},
        {"role":"user","parts":[{"text":"Here."},
          {"functionResponse":{"id":"c2","name":"look","response":{"output":"seen"},
            "parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}},
          {"functionResponse":{"id":"c1","name":"look","response":{"error":{"code":7}}}}]}],
       "tools":[{"functionDeclarations":[
          {"name":"look","description":"Looks","parametersJsonSchema":{"type":"object"}},
          {"name":"rest"}]},{"googleSearch":{}},{"codeExecution":{},"urlContext":{}}],
       "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["look"]},
         "retrievalConfig":{"languageCode":"de"}},
       "generationConfig":{"maxOutputTokens":77,"temperature":0.25,"topP":0.5,"topK":40.0,
         "stopSequences":["A","B"],"seed":7,"presencePenalty":-1.0,"frequencyPenalty":1.5,
         "candidateCount":2,"responseMimeType":"application/json",
         "responseJsonSchema":{"type":"object"},
         "thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":true},
         "responseLogprobs":true,"responseModalities":["TEXT"]},
       "safetySettings":[{"category":"C","threshold":"T"}],"cachedContent":"cachedContents/x",
       "labels":{"k":"v"},"model":"models/other","nothing":null}
      """;

  private final GeminiClient client = new GeminiClient();

  private ChatRequest read(String body) {
    return client.read(Buffer.buffer(body), "m-1");
  }

  private List<Message> turns(String contents) {
    return read("{\"contents\":[" + contents + "]}").messages();
  }

  @Test
  void whatHasNoNeutralPlaceIsKeptUnderItsPath() {
    assertThat(read(FULL).extra())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("contents[0].parts[4].videoMetadata", "{\"fps\":1}"),
                Map.entry("tools[1].googleSearch", "{}"),
                Map.entry("tools[2].codeExecution", "{}"),
                Map.entry("tools[2].urlContext", "{}"),
                Map.entry("toolConfig.retrievalConfig", "{\"languageCode\":\"de\"}"),
                Map.entry("generationConfig.responseLogprobs", "true"),
                Map.entry("generationConfig.responseModalities", "[\"TEXT\"]"),
                Map.entry("safetySettings", "[{\"category\":\"C\",\"threshold\":\"T\"}]"),
                Map.entry("cachedContent", "\"cachedContents/x\""),
                Map.entry("labels", "{\"k\":\"v\"}")));
  }

  @Test
  void turnsHoldTheirPartsAndResultsComeFirst() {
    List<Message> messages = read(FULL).messages();
    assertThat(messages.stream().map(Message::role))
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER);
    assertThat(messages.get(0).parts())
        .containsExactly(
            Part.Text.of("What is it?"),
            media(Part.MediaKind.IMAGE, "image/png", "+/8=", null, "a.png"),
            media(Part.MediaKind.DOCUMENT, "application/pdf", "BBBB", null, null),
            media(Part.MediaKind.AUDIO, "audio/mpeg", "CCCC", null, null),
            media(Part.MediaKind.VIDEO, "video/mp4", null, "https://example.org/f", null));
    assertThat(messages.get(1).parts())
        .containsExactly(
            new Part.Reasoning("Hm", SIGNED),
            new Part.Text("Let me look.", SIGNED),
            new Part.ToolCall("c1", "look", "{\"a\":1}", SIGNED),
            new Part.ToolCall("c2", "look", "{}", null),
            new Part.Opaque(
                GeminiWire.DIALECT,
                "{\"executableCode\":{\"code\":\"1+1\"},\"thoughtSignature\":\"S+/=\"}"));
    assertThat(messages.get(2).parts())
        .containsExactly(
            new Part.ToolResult(
                "c2",
                "look",
                List.of(
                    Part.Text.of("seen"),
                    media(Part.MediaKind.IMAGE, "image/png", "AAAA", null, null)),
                false),
            new Part.ToolResult("c1", "look", List.of(Part.Text.of("{\"code\":7}")), true));
    assertThat(messages.get(3).parts()).containsExactly(Part.Text.of("Here."));
  }

  private static Part media(
      Part.MediaKind kind, String type, String data, String url, String name) {
    return new Part.Media(kind, type, data, url, null, name, null);
  }

  @Test
  void protocolBufferNamesAndSingleObjectsAreTakenToo() {
    ChatRequest request =
        read(
            """
            {"system_instruction":{"parts":{"text":"Be terse."}},
             "contents":{"parts":{"inline_data":{"mime_type":"image/png","data":"AAAA"}}},
             "tools":{"function_declarations":{"name":"f","parameters_json_schema":{"a":1}}},
             "tool_config":{"function_calling_config":{"mode":"NONE"}},
             "generation_config":{"max_output_tokens":5,"stop_sequences":["A"],
               "response_mime_type":"text/plain",
               "thinking_config":{"thinking_budget":-1,"include_thoughts":false}},
             "safety_settings":[]}
            """);
    assertThat(request.system()).containsExactly(Part.Text.of("Be terse."));
    assertThat(request.messages())
        .containsExactly(
            new Message(
                Role.USER, List.of(media(Part.MediaKind.IMAGE, "image/png", "AAAA", null, null))));
    assertThat(request.tools()).containsExactly(new Tool("f", null, "{\"a\":1}", null));
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.of(ToolChoice.Mode.NONE));
    assertThat(request.maxTokens()).isEqualTo(5);
    assertThat(request.responseFormat().type()).isEqualTo(ResponseFormat.Type.TEXT);
    assertThat(request.reasoning()).isEqualTo(new ReasoningOptions(true, null, null, false));
    assertThat(request.extra()).containsOnlyKeys("safety_settings");
    assertThat(
            read("{\"systemInstruction\":\"Be.\",\"contents\":[{\"parts\":[{\"text\":\"x\"}]}]}")
                .system())
        .containsExactly(Part.Text.of("Be."));
  }

  @Test
  void callsWithoutIdsGetOnesOfTheirOwnThatTheirResultsFindByNameAndOrder() {
    String call = "{\"functionCall\":{\"name\":\"%s\",\"args\":{}}}";
    String result = "{\"functionResponse\":{\"name\":\"%s\",\"response\":{\"output\":\"%s\"}}}";
    String contents =
        "{\"role\":\"model\",\"parts\":["
            + String.join(",", call.formatted("f"), call.formatted("g"), call.formatted("f"))
            + "]},{\"role\":\"function\",\"parts\":["
            + String.join(
                ",",
                result.formatted("g", "1"),
                result.formatted("f", "2"),
                result.formatted("f", "3"))
            + "]}";
    List<Message> turns = turns(contents + "," + contents);
    List<String> calls =
        turns.stream()
            .flatMap(turn -> turn.parts().stream())
            .filter(Part.ToolCall.class::isInstance)
            .map(part -> ((Part.ToolCall) part).id())
            .toList();
    List<String> results =
        turns.stream()
            .flatMap(turn -> turn.parts().stream())
            .filter(Part.ToolResult.class::isInstance)
            .map(part -> ((Part.ToolResult) part).callId())
            .toList();
    assertThat(calls).hasSize(6).doesNotHaveDuplicates().allMatch(id -> id.matches("call_\\w{32}"));
    assertThat(results)
        .containsExactly(
            calls.get(1), calls.get(0), calls.get(2), calls.get(4), calls.get(3), calls.get(5));
    assertThat(turns(contents + "," + contents))
        .as("the same conversation has the same ids")
        .isEqualTo(turns);
  }

  @Test
  void anIdOnOneSideAloneStillFindsTheOther() {
    List<Message> given =
        turns(
            """
            {"role":"model","parts":[{"functionCall":{"id":"own","name":"f"}},
              {"functionCall":{"name":"f"}}]},
            {"parts":[{"functionResponse":{"name":"f","response":{"a":1,"b":"x"}}},
              {"functionResponse":{"id":"numbered","name":"f"}},
              {"functionResponse":{"id":"elsewhere","name":"h","response":{}}}]}
            """);
    String made = ((Part.ToolCall) given.get(0).parts().get(1)).id();
    assertThat(given.get(1).parts())
        .containsExactly(
            new Part.ToolResult("own", "f", List.of(Part.Text.of("{\"a\":1,\"b\":\"x\"}")), false),
            new Part.ToolResult(made, "f", List.of(Part.Text.of("")), false),
            new Part.ToolResult("elsewhere", "h", List.of(Part.Text.of("{}")), false));
  }

  @Test
  void aRequestToBeCountedMayBeWrapped() {
    ChatRequest request =
        read(
            """
            {"generateContentRequest":{"model":"models/s/m","contents":[{"parts":[{"text":"x"}]}],
              "cachedContent":"c"}}
            """);
    assertThat(request.messages()).containsExactly(Message.text(Role.USER, "x"));
    assertThat(request.extra()).containsOnlyKeys("generateContentRequest.cachedContent");
  }

  @Test
  void aSignatureMayStandAloneAndUnknownModifiersLoseNoText() {
    ChatRequest request =
        read(
            "{\"contents\":[{\"role\":\"model\",\"parts\":[{\"thought_signature\":\"S+/=\"},"
                + "{\"text\":\"x\",\"newModifier\":1},{\"text\":\"\",\"thought\":false}]}]}");
    assertThat(request.messages().getFirst().parts())
        .containsExactly(new Part.Text("", SIGNED), Part.Text.of("x"), Part.Text.of(""));
    assertThat(request.extra()).containsOnlyKeys("contents[0].parts[1].newModifier");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | contents",
        "{\"contents\":[]} | contents",
        "{\"contents\":\"x\"} | contents",
        "{\"contents\":[1]} | contents[0]",
        "{\"contents\":[{\"role\":\"system\",\"parts\":[{\"text\":\"x\"}]}]} | contents[0].role",
        "{\"contents\":[{\"role\":\"user\"}]} | contents[0].parts",
        "{\"contents\":[{\"parts\":[]}]} | contents[0].parts",
        "{\"contents\":[{\"parts\":[{}]}]} | contents[0].parts[0]",
        "{\"contents\":[{\"parts\":[7]}]} | contents[0].parts[0]",
        "{\"contents\":[{\"parts\":[{\"text\":7}]}]} | contents[0].parts[0].text",
        "{\"contents\":[{\"parts\":[{\"text\":\"x\",\"functionCall\":{}}]}]} | contents[0].parts[0]",
        "{\"contents\":[{\"parts\":[{\"inlineData\":{\"data\":\"x\"}}]}]} | contents[0].parts[0].inlineData.mimeType",
        "{\"contents\":[{\"parts\":[{\"inlineData\":{\"mimeType\":\"x\"}}]}]} | contents[0].parts[0].inlineData.data",
        "{\"contents\":[{\"parts\":[{\"fileData\":[]}]}]} | contents[0].parts[0].fileData",
        "{\"contents\":[{\"parts\":[{\"functionCall\":{}}]}]} | contents[0].parts[0].functionCall.name",
        "{\"contents\":[{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":\"x\"}}]}]} | contents[0].parts[0].functionCall.args",
        "{\"contents\":[{\"parts\":[{\"functionResponse\":{\"name\":\"f\"}}]}]} | contents[0].parts[0].functionResponse.name",
        "{\"contents\":[{\"parts\":[{\"functionResponse\":{\"name\":\"f\",\"response\":[]}}]}]} | contents[0].parts[0].functionResponse.response",
      })
  void badConversationsAreRefusedNamingTheField(String body, String field) {
    refused(body, field);
  }

  private void refused(String body, String field) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
              assertThat(refused.facts().problems().getFirst().field()).isEqualTo(field);
              assertThat(refused.facts().problems().getFirst().suggestion()).isNotBlank();
            });
  }

  @Test
  void badJsonIsRefusedAsTheBody() {
    refused("{", "body");
    refused("[]", "body");
  }

  @Test
  void theRoutesAreTheVendors() {
    assertThat(client.dialect().id()).isEqualTo("gemini-generate-content");
    assertThat(client.routes().stream().map(route -> route.operation() + " " + route.path()))
        .containsExactly(
            "ANSWER /v1beta/*:generateContent",
            "ANSWER /v1beta/*:streamGenerateContent",
            "COUNT /v1beta/*:countTokens",
            "ANSWER /v1/models/*:generateContent",
            "ANSWER /v1/models/*:streamGenerateContent",
            "COUNT /v1/models/*:countTokens",
            "MODELS /v1beta/models",
            "MODEL /v1beta/models/*");
  }
}
