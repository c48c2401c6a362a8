package dev.maestro.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesGrammarTest {
  private static final Lines GOOD =
      Lines.of(
          """
          {"type":"message_start","message":{"id":"msg","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":2,"output_tokens":1}}}
          {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
          {"type":"ping"}
          {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}
          {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}
          {"type":"content_block_stop","index":0}
          {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
          {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hi"}}
          {"type":"content_block_stop","index":1}
          {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}
          {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}
          {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"x\\":1}"}}
          {"type":"content_block_stop","index":2}
          {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"b","name":"f","input":{}}}
          {"type":"content_block_stop","index":3}
          {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":9}}
          {"type":"message_stop"}
          """);

  private final EventGrammar grammar = new MessagesGrammar();

  @Test
  void aGoodStreamHasNoViolations() {
    Verdict verdict = grammar.judge(GOOD.named());

    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.ending()).isEqualTo(Verdict.Ending.FINISHED);
  }

  @Test
  void anErrorIsAnEndingToo() {
    String error = "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"no\"}}";
    Lines cut = GOOD.broken(17, "*", null).broken(16, "*", error);

    assertThat(grammar.judge(cut.named()).violations()).isEmpty();
    assertThat(grammar.judge(cut.named()).ending()).isEqualTo(Verdict.Ending.FAILED);
    assertThat(grammar.judge(Lines.of(error).named()).violations()).isEmpty();
  }

  @Test
  void nothingIsNoAnswer() {
    assertThat(grammar.judge(Buffer.buffer()).violations())
        .containsExactly("the stream has no ending");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "17|*||the stream has no ending",
        "17|*|= ++ =|there is more than one ending",
        "17|*|= ++ {\"type\":\"ping\"}|something follows the ending",
        "17|*|{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"y\"}} ++ =|there is more than one ending",
        "17|*|{\"type\":\"error\",\"error\":{\"message\":\"y\"}}|an error without type or message",
        "3|*|!pong {\"type\":\"ping\"}|an event's name differs from its type",
        "1|*||message_start is not first",
        "1|*|{\"type\":\"ping\"} ++ =|message_start is not first",
        "1|*|= ++ =|message_start more than once",
        "1|\"id\":\"msg\",||message_start lacks type, role, id or model",
        "1|\"role\":\"assistant\",||message_start lacks type, role, id or model",
        "1|\"model\":\"m\",||message_start lacks type, role, id or model",
        "1|\"content\":[]|\"content\":[1]|message_start's content is no empty list",
        "1|\"stop_reason\":null|\"stop_reason\":\"end_turn\"|message_start has a stop_reason other than null",
        "1|\"input_tokens\":2,||message_start without usage",
        "9|*||a block starts before the last one stopped",
        "7|\"index\":1|\"index\":2|a block's index is out of order",
        "7|\"text\":\"\"|\"text\":\"H\"|a text block starts with text",
        "2|\"thinking\":\"\"|\"thinking\":\"H\"|a thinking block starts with content, or without its fields",
        "2|,\"signature\":\"\"||a thinking block starts with content, or without its fields",
        "10|\"id\":\"a\",||a tool_use block without id or name",
        "10|\"name\":\"f\",||a tool_use block without id or name",
        "10|\"input\":{}|\"input\":{\"x\":1}|a tool_use block's input is no empty object",
        "14|\"id\":\"b\"|\"id\":\"a\"|two tool_use blocks share an id",
        "7|\"type\":\"text\",||a block without type",
        "8|\"index\":1|\"index\":0|a delta outside its block",
        "7|*||a delta outside its block",
        "8|text_delta|thinking_delta|thinking_delta in a text block",
        "8|text_delta|no_delta|no_delta in a text block",
        "4|*|{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"s\"}} ++ =|a delta after its block's signature",
        "9|\"index\":1|\"index\":2|a stop without its start",
        "12|1}|1|a tool_use block's input is no JSON object",
        "3|*|{\"type\":\"content_block_pause\"}|an unknown event content_block_pause",
        "15|*||a block never stopped",
        "15|*||message_delta inside a block",
        "16|*||message_stop without message_delta",
        "16|*|= ++ =|message_delta more than once",
        "13|*|= ++ {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":9}}|content after message_delta",
        "16|\"stop_reason\":\"tool_use\",||message_delta without stop_reason",
        "16|\"tool_use\"|\"enough\"|an unknown stop_reason",
        "16|\"output_tokens\":9||message_delta without usage",
        "16|\"stop_sequence\":null|\"stop_sequence\":\"x\"|stop_sequence and stop_reason do not go together",
        "16|\"tool_use\"|\"stop_sequence\"|stop_sequence and stop_reason do not go together"
      })
  void eachRuleIsHeld(int line, String from, String to, String violation) {
    assertThat(grammar.judge(GOOD.broken(line, from, to).named()).violations()).contains(violation);
  }

  @Test
  void aReasonToCallWithoutCallsIsAViolation() {
    Lines without = GOOD;
    for (int line = 15; line >= 10; line--) {
      without = without.broken(line, "*", null);
    }
    assertThat(grammar.judge(without.named()).violations())
        .containsExactly("stop_reason tool_use without tool_use");
  }
}
