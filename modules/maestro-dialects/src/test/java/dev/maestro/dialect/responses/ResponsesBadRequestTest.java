package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesBadRequestTest {
  private final ResponsesClient client = new ResponsesClient();

  private ChatRequest read(String body) {
    return client.read(Buffer.buffer(body), "m1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|input",
        "{'input':[]}|input",
        "{'input':7}|input",
        "{'input':[7]}|input[0]",
        "{'input':[{'content':'x'}]}|input[0].type",
        "{'input':[{'role':'tool','content':'x'}]}|input[0].role",
        "{'input':[{'role':'user'}]}|input[0].content",
        "{'input':[{'role':'user','content':[]}]}|input[0].content",
        "{'input':[{'role':'user','content':[{'type':'x'}]}]}|input[0].content[0].type",
        "{'input':[{'role':'user','content':[{'type':'input_image'}]}]}"
            + "|input[0].content[0].image_url",
        "{'input':[{'role':'user','content':[{'type':'input_image','image_url':'data:x'}]}]}"
            + "|input[0].content[0].image_url",
        "{'input':[{'role':'user','content':[{'type':'input_file'}]}]}"
            + "|input[0].content[0].file_data",
        "{'input':[{'role':'system','content':[{'type':'input_file','file_id':'f'}]}]}"
            + "|input[0].content",
        "{'input':[{'type':'function_call','name':'f'}]}|input[0].call_id",
        "{'input':[{'type':'function_call','call_id':'c','name':7}]}|input[0].name",
        "{'input':[{'type':'function_call_output','call_id':'c'}]}|input[0].output",
        "{'input':[{'type':'reasoning','summary':'x'}]}|input[0].summary",
        "{'input':'x','tools':{}}|tools",
        "{'input':'x','tools':[{'name':'f'}]}|tools[0].type",
        "{'input':'x','tools':[{'type':'function'}]}|tools[0].name",
        "{'input':'x','tools':[{'type':'function','name':'f','parameters':7}]}"
            + "|tools[0].parameters",
        "{'input':'x','tool_choice':'perhaps'}|tool_choice",
        "{'input':'x','tool_choice':{'type':'function'}}|tool_choice.name",
        "{'input':'x','temperature':3}|temperature",
        "{'input':'x','max_output_tokens':0}|max_output_tokens",
        "{'input':'x','reasoning':{'effort':'vast'}}|reasoning.effort",
        "{'input':'x','reasoning':'low'}|reasoning",
        "{'input':'x','text':{'format':{'type':'xml'}}}|text.format.type",
        "{'input':'x','text':{'format':{'type':'json_schema','name':'n'}}}|text.format.schema",
        "{'input':'x','instructions':7}|instructions",
        "{'input':'x','stream_options':7}|stream_options",
        "{'input':'x','previous_response_id':'resp_1'}|previous_response_id"
      })
  void aWrongFieldIsNamed(String body, String field) {
    assertThatThrownBy(() -> read(body.replace('\'', '"')))
        .isInstanceOfSatisfying(
            ProviderException.class,
            wrong -> {
              ErrorFacts facts = wrong.facts();
              assertThat(facts.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
              assertThat(facts.problems().getFirst().field()).isEqualTo(field);
              assertThat(facts.problems().getFirst().suggestion()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"input\":\"x\"} x", "nope"})
  void whatIsNoObjectIsRefused(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ProviderException.class,
            wrong -> assertThat(wrong.facts().problems().getFirst().field()).isEqualTo("body"));
  }

  @Test
  void aLongAddressThatIsNoneIsRefusedInLinearTime() {
    String image =
        "{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"";
    String long1 = image + "data:" + "a;".repeat(2 << 20) + "\"}]}]}";
    assertThatThrownBy(() -> read(long1)).isInstanceOf(ProviderException.class);
  }
}
