package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiClientSettingsTest {
  private static final String FULL =
      """
      {"contents":[{"parts":[{"text":"x"}]}],
       "systemInstruction":{"role":"user","parts":[{"text":"Be terse."},{"text":"Be kind."}]},
       "tools":[{"functionDeclarations":[
          {"name":"look","description":"Looks","parametersJsonSchema":{"type":"object"}},
          {"name":"rest"}]},{"googleSearch":{}}],
       "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["look"]}},
       "generationConfig":{"maxOutputTokens":77,"temperature":0.25,"topP":0.5,"topK":40.0,
         "stopSequences":["A","B"],"seed":7,"presencePenalty":-1.0,"frequencyPenalty":1.5,
         "candidateCount":2,"responseMimeType":"application/json",
         "responseJsonSchema":{"type":"object"},
         "thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":true}}}
      """;

  private final GeminiClient client = new GeminiClient();

  private ChatRequest read(String body) {
    return client.read(Buffer.buffer(body), "m-1");
  }

  private ChatRequest config(String config) {
    return read(
        "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":" + config + "}");
  }

  @Test
  void everySettingHasItsNeutralPlace() {
    ChatRequest request = read(FULL);
    assertThat(request.model()).isEqualTo("m-1");
    assertThat(request.system().stream().map(Part.Text::text))
        .containsExactly("Be terse.", "Be kind.");
    assertThat(request.maxTokens()).isEqualTo(77);
    assertThat(request.temperature()).isEqualTo(0.25);
    assertThat(request.topP()).isEqualTo(0.5);
    assertThat(request.topK()).isEqualTo(40);
    assertThat(request.stop()).containsExactly("A", "B");
    assertThat(request.seed()).isEqualTo(7);
    assertThat(request.presencePenalty()).isEqualTo(-1);
    assertThat(request.frequencyPenalty()).isEqualTo(1.5);
    assertThat(request.choices()).isEqualTo(2);
    assertThat(request.reasoning()).isEqualTo(new ReasoningOptions(null, "low", null, true));
    assertThat(request.responseFormat())
        .isEqualTo(
            new ResponseFormat(
                ResponseFormat.Type.JSON_SCHEMA, null, "{\"type\":\"object\"}", null));
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.one("look"));
    assertThat(request.tools())
        .containsExactly(
            new Tool("look", "Looks", "{\"type\":\"object\"}", null),
            new Tool("rest", null, null, null));
  }

  @Test
  void theReducedSchemaBecomesJsonSchema() {
    String schema =
        """
        {"type":"OBJECT","required":["b"],"propertyOrdering":["b","a_b"],"properties":{
          "a_b":{"type":"STRING","format":"enum","enum":["X","Y"],"nullable":true},
          "b":{"type":"ARRAY","minItems":"1","max_items":3,"items":{"type":"INTEGER","format":"int64"}},
          "c":{"any_of":[{"type":"NUMBER"},{"type":"BOOLEAN"}],"nullable":true,"example":1.5},
          "d":{"type":["STRING","NULL"],"title":"D","default":"x"},"e":{"type":"TYPE_UNSPECIFIED"},
          "f":{"ref":"#/$defs/T"}},"defs":{"T":{"type":"STRING"}}}\
        """;
    String plain =
        """
        {"type":"object","required":["b"],"properties":{
          "b":{"type":"array","minItems":1,"maxItems":3,"items":{"type":"integer","format":"int64"}},
          "a_b":{"type":["string","null"],"enum":["X","Y",null]},
          "c":{"anyOf":[{"type":"number"},{"type":"boolean"},{"type":"null"}],"examples":[1.5]},
          "d":{"type":["string","null"],"title":"D","default":"x"},"e":{},
          "f":{"$ref":"#/$defs/T"}},"$defs":{"T":{"type":"string"}}}\
        """;
    ChatRequest request =
        read(
            "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"tools\":[{\"functionDeclarations\":[{"
                + "\"name\":\"f\",\"parameters\":"
                + schema
                + "}]}],\"generationConfig\":{\"responseSchema\":"
                + schema
                + "}}");
    assertThat(Json.parse(request.tools().getFirst().schema())).isEqualTo(Json.parse(plain));
    assertThat(Json.parse(request.responseFormat().schema())).isEqualTo(Json.parse(plain));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"mode\":\"AUTO\"} | AUTO | ",
        "{\"mode\":\"ANY\"} | REQUIRED | ",
        "{\"mode\":\"NONE\"} | NONE | ",
        "{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]} | ONE | ",
        "{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\",\"g\"]} | REQUIRED | allowedFunctionNames",
        "{\"mode\":\"VALIDATED\"} | AUTO | mode",
        "{\"mode\":\"MODE_UNSPECIFIED\"} | | ",
        "{\"allowedFunctionNames\":[\"f\"]} | | allowedFunctionNames"
      })
  void everyChoiceOfToolsIsKept(String calling, ToolChoice.Mode mode, String extra) {
    ChatRequest request =
        read(
            "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],"
                + "\"toolConfig\":{\"functionCallingConfig\":"
                + calling
                + "}}");
    assertThat(request.toolChoice() == null ? null : request.toolChoice().mode()).isEqualTo(mode);
    assertThat(request.extra().keySet())
        .isEqualTo(
            extra == null
                ? java.util.Set.of()
                : java.util.Set.of("toolConfig.functionCallingConfig." + extra));
  }

  @Test
  void thinkingIsSwitchedOffLimitedOrLeftToTheVendor() {
    assertThat(config("{\"thinkingConfig\":{\"thinkingBudget\":0}}").reasoning())
        .isEqualTo(new ReasoningOptions(false, null, null, null));
    assertThat(config("{\"thinkingConfig\":{\"thinkingBudget\":99}}").reasoning())
        .isEqualTo(new ReasoningOptions(true, null, 99, null));
    assertThat(config("{\"thinkingConfig\":{\"thinkingLevel\":\"minimal\"}}").reasoning())
        .isEqualTo(ReasoningOptions.effort("minimal"));
    assertThat(
            config(
                "{\"thinkingConfig\":{\"thinkingLevel\":\"THINKING_LEVEL_UNSPECIFIED\",\"x\":1}}"))
        .satisfies(request -> {
          assertThat(request.reasoning()).isEqualTo(ReasoningOptions.effort(null));
          assertThat(request.extra()).containsOnlyKeys("generationConfig.thinkingConfig.x");
        });
  }

  @Test
  void formsOfAnswersThatNoOtherVendorHasAreKept() {
    assertThat(config("{\"responseMimeType\":\"application/json\"}").responseFormat().type())
        .isEqualTo(ResponseFormat.Type.JSON);
    assertThat(config("{\"_responseJsonSchema\":{\"a\":1}}").responseFormat().schema())
        .isEqualTo("{\"a\":1}");
    ChatRequest words =
        config("{\"responseMimeType\":\"text/x.enum\",\"responseSchema\":{\"enum\":[\"a\"]}}");
    assertThat(words.responseFormat()).isNull();
    assertThat(words.extra())
        .containsOnlyKeys("generationConfig.responseMimeType", "generationConfig.responseSchema");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"systemInstruction\":{\"parts\":[{\"inlineData\":{}}]} | systemInstruction.parts[0]",
        "\"systemInstruction\":7 | systemInstruction",
        "\"system_instruction\":{} | system_instruction.parts",
        "\"tools\":7 | tools",
        "\"tools\":[7] | tools[0]",
        "\"tools\":[{\"functionDeclarations\":[{}]}] | tools[0].functionDeclarations[0].name",
        "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":7}]}] | tools[0].functionDeclarations[0].parameters",
        "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":{},\"parametersJsonSchema\":{}}]}] | tools[0].functionDeclarations[0].parameters",
        "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"any\"}} | toolConfig.functionCallingConfig.mode",
        "\"toolConfig\":[] | toolConfig",
        "\"generationConfig\":7 | generationConfig",
        "\"generationConfig\":{\"temperature\":3} | generationConfig.temperature",
        "\"generationConfig\":{\"topK\":1.5} | generationConfig.topK",
        "\"generation_config\":{\"max_output_tokens\":0} | generation_config.max_output_tokens",
        "\"generationConfig\":{\"stopSequences\":[7]} | generationConfig.stopSequences[0]",
        "\"generationConfig\":{\"responseSchema\":7} | generationConfig.responseSchema",
        "\"generationConfig\":{\"thinkingConfig\":{\"thinkingLevel\":\"much\"}} | generationConfig.thinkingConfig.thinkingLevel",
        "\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":-2}} | generationConfig.thinkingConfig.thinkingBudget",
        "\"generationConfig\":{\"thinkingConfig\":{\"includeThoughts\":1}} | generationConfig.thinkingConfig.includeThoughts",
      })
  void badSettingsAreRefusedNamingTheField(String settings, String field) {
    refused("{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}]," + settings + "}", field);
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
}
