package dev.maestro.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatGrammarTest {
  private static final Lines GOOD =
      Lines.of(
          """
          {@,"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}
          {@,"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}
          {@,"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}]}
          {@,"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"x\\":1}"}}]},"finish_reason":null}]}
          {@,"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},"finish_reason":null}]}
          {@,"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}
          {@,"choices":[],"usage":{"prompt_tokens":2,"completion_tokens":3,"total_tokens":5}}
          [DONE]
          """
              .replace(
                  "@",
                  "\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\""));

  private final EventGrammar grammar = new ChatGrammar();

  @Test
  void aGoodStreamHasNoViolations() {
    assertThat(grammar.judge(GOOD.unnamed()).violations()).isEmpty();
    assertThat(grammar.judge(GOOD.unnamed()).ending()).isEqualTo(Verdict.Ending.FINISHED);
    Buffer withComment = Buffer.buffer(": ping\n\n").appendBuffer(GOOD.unnamed());
    assertThat(grammar.judge(withComment).violations()).isEmpty();
  }

  @Test
  void anErrorIsAnEndingToo() {
    Verdict verdict =
        grammar.judge(
            GOOD.broken(8, "*", "{\"error\":{\"message\":\"no\"}}").broken(7, "*", null).unnamed());

    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.ending()).isEqualTo(Verdict.Ending.FAILED);
  }

  @Test
  void nothingIsNoAnswer() {
    assertThat(grammar.judge(Buffer.buffer()).violations())
        .containsExactly("the stream has no ending");
    assertThat(grammar.judge(Buffer.buffer("data: [DONE]\n\n")).violations())
        .containsExactly("there is no choice");
  }

  @Test
  void whatStandsOutsideEventsIsAViolation() {
    Buffer cut = GOOD.unnamed();
    assertThat(grammar.judge(cut.slice(0, cut.length() - 1)).violations())
        .containsExactly("the last event lacks its blank line");
    assertThat(grammar.judge(cut.copy().appendString("{\"error\":1}\n")).violations())
        .contains("there is text outside any event");
    assertThat(grammar.judge(Buffer.buffer("event: x\n").appendBuffer(cut)).violations())
        .containsExactly("an event has a name, which this dialect does not use");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8|*||the stream has no ending",
        "8|*|= ++ =|there is more than one ending",
        "8|*|= ++ {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null}]}|[DONE] is not last",
        "8|*|{\"error\":{\"message\":\"no\"}} ++ =|there is more than one ending",
        "8|*|{\"error\":{}}|an error without a message",
        "7|*|{\"error\":{\"message\":\"no\"}} ++ =|something follows an error",
        "2|*|[1]|an event's data is no JSON object",
        "2|*|{|an event's data is no JSON object",
        "2|chat.completion.chunk|chat.completion|a chunk's object is not chat.completion.chunk",
        "2|\"id\":\"c\",||a chunk without id",
        "2|\"id\":\"c\"|\"id\":\"d\"|chunks do not share one id",
        "2|\"created\":7,||a chunk without created",
        "2|\"created\":7|\"created\":8|chunks do not share one created",
        "2|\"model\":\"m\"|\"model\":\"\"|a chunk without model",
        "7|\"choices\":[]|\"choices\":null|a chunk without choices",
        "7|*|= ++ =|usage more than once",
        "7|*|= ++ {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null}]}|usage is not in a last chunk without choices",
        "7|\"total_tokens\":5|\"total_tokens\":6|total_tokens is not the sum of prompt_tokens and completion_tokens",
        "2|[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}]|[]|a chunk with neither choices nor usage",
        "2|\"index\":0,||a choice without index",
        "2|\"delta\":{\"content\":\"Hi\"},||a choice without delta",
        "1|\"role\":\"assistant\",||the first delta has no role assistant",
        "2|\"content\"|\"role\":\"assistant\",\"content\"|a later delta has a role",
        "6|*|= ++ {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":null}]}|content after finish_reason",
        "2|,\"finish_reason\":null||a choice without the field finish_reason",
        "6|*|= ++ =|finish_reason more than once",
        "6|\"tool_calls\"|\"done\"|an unknown finish_reason",
        "6|*||a choice without finish_reason",
        "3|\"index\":0,\"id\"|\"id\"|a tool call without index",
        "5|\"index\":1|\"index\":2|a tool call's index is out of order",
        "5|\"id\":\"b\",||a tool call's first fragment lacks id, type or name",
        "5|\"type\":\"function\",||a tool call's first fragment lacks id, type or name",
        "5|\"name\":\"g\",||a tool call's first fragment lacks id, type or name",
        "5|\"id\":\"b\"|\"id\":\"a\"|two tool calls share an id",
        "4|\"function\"|\"id\":\"a\",\"function\"|a tool call's later fragment repeats id, type or name",
        "5|*|= ++ {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\"}}]},\"finish_reason\":null}]}|a fragment of a tool call that was over",
        "5|\"arguments\":\"{}\"|\"arguments\":{}|a tool call's fragment without arguments",
        "4|1}|1|a tool call's arguments are no JSON object"
      })
  void eachRuleIsHeld(int line, String from, String to, String violation) {
    assertThat(grammar.judge(GOOD.broken(line, from, to).unnamed()).violations())
        .contains(violation);
  }

  @Test
  void aReasonToCallWithoutCallsIsAViolation() {
    Lines without = GOOD.broken(5, "*", null).broken(4, "*", null).broken(3, "*", null);

    assertThat(grammar.judge(without.unnamed()).violations())
        .containsExactly("finish_reason tool_calls without calls");
  }
}
