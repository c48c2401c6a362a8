package dev.maestro.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiGrammarTest {
  private static final Lines GOOD =
      Lines.of(
          """
          {"candidates":[{"content":{"parts":[{"text":"Hm","thought":true}],"role":"model"},"index":0}],"responseId":"r","modelVersion":"m"}
          {"candidates":[{"content":{"parts":[{"functionCall":{"id":"a","name":"f","args":{}}}],"role":"model"},"index":0}],"responseId":"r","modelVersion":"m"}
          {"candidates":[{"content":{"parts":[{"functionCall":{"id":"b","name":"f"}}],"role":"model"},"index":0}],"responseId":"r","modelVersion":"m"}
          {"candidates":[{"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":2,"candidatesTokenCount":3,"thoughtsTokenCount":4,"totalTokenCount":9},"responseId":"r","modelVersion":"m"}
          """);

  private static final String ERROR =
      "{\"error\":{\"code\":503,\"message\":\"no\",\"status\":\"UNAVAILABLE\"}}";

  private final EventGrammar grammar = new GeminiGrammar();

  @Test
  void aGoodStreamHasNoViolationsInEitherForm() {
    Buffer list = Buffer.buffer("[" + String.join(",\r\n", GOOD.lines()) + "]");

    assertThat(grammar.judge(GOOD.unnamed()).violations()).isEmpty();
    assertThat(grammar.judge(GOOD.unnamed()).ending()).isEqualTo(Verdict.Ending.FINISHED);
    assertThat(grammar.judge(list).violations()).isEmpty();
    assertThat(grammar.judge(list).ending()).isEqualTo(Verdict.Ending.FINISHED);
  }

  @Test
  void aListThatIsCutIsAViolation() {
    assertThat(grammar.judge(Buffer.buffer("[" + GOOD.lines().getFirst())).violations())
        .contains("the list is no whole JSON");
  }

  @Test
  void anErrorOrABlockReasonIsAnEndingToo() {
    Lines failed = GOOD.broken(4, "*", ERROR);
    Lines blocked =
        Lines.of(
            "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"responseId\":\"r\",\"modelVersion\":\"m\"}");

    assertThat(grammar.judge(failed.unnamed()).violations()).isEmpty();
    assertThat(grammar.judge(failed.unnamed()).ending()).isEqualTo(Verdict.Ending.FAILED);
    assertThat(grammar.judge(blocked.unnamed()).violations()).isEmpty();
    assertThat(grammar.judge(blocked.unnamed()).ending()).isEqualTo(Verdict.Ending.FINISHED);
    assertThat(grammar.judge(blocked.broken(1, "*", "= ++ =").unnamed()).violations())
        .contains("something follows a block reason");
  }

  @Test
  void namesAreNotOfThisDialect() {
    assertThat(grammar.judge(GOOD.named()).violations())
        .containsExactly("an event has a name, which this dialect does not use");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4|*||the stream has no ending",
        "4|*|= ++ [DONE]|[DONE] is not of this dialect",
        "4|*|= ++ {\"error\":{\"code\":503,\"message\":\"no\",\"status\":\"U\"}}|there is more than one ending",
        "3|*|{\"error\":{\"code\":503,\"message\":\"no\",\"status\":\"U\"}} ++ =|something follows an error",
        "4|*|{\"error\":{\"message\":\"no\"}}|an error without code, message or status",
        "1|*|{\"responseId\":\"r\",\"modelVersion\":\"m\"}|a chunk without candidates, promptFeedback or usage",
        "1|\"responseId\":\"r\",||a chunk without responseId",
        "1|\"responseId\":\"r\"|\"responseId\":\"s\"|chunks do not share one responseId",
        "1|,\"modelVersion\":\"m\"||a chunk without modelVersion",
        "4|\"totalTokenCount\":9|\"totalTokenCount\":5|totalTokenCount is not the sum of prompt, candidates and thoughts",
        "3|\"index\":0|\"index\":0,\"finishReason\":\"STOP\"|a candidate goes on after its finishReason",
        "4|*|= ++ {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}],\"role\":\"model\"},\"index\":1}],\"responseId\":\"r\",\"modelVersion\":\"m\"}|a candidate without finishReason",
        "4|*|= ++ {\"candidates\":[{\"finishReason\":\"STOP\",\"index\":1}],\"responseId\":\"r\",\"modelVersion\":\"m\"}|the last chunk has no usage",
        "4|\"usageMetadata\"|\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\"|both candidates and a block reason",
        "1|,\"role\":\"model\"||content without role model",
        "1|{\"text\":\"Hm\",\"thought\":true}|{}|a part without content",
        "1|\"text\":\"Hm\"|\"text\":7|a part without content",
        "2|\"name\":\"f\",||a functionCall without name",
        "2|\"args\":{}|\"args\":\"{}\"|a functionCall's args are no object",
        "2|\"args\":{}|\"willContinue\":true|a functionCall in pieces, which the client did not ask for",
        "3|\"id\":\"b\"|\"id\":\"a\"|two calls share an id"
      })
  void eachRuleIsHeld(int line, String from, String to, String violation) {
    assertThat(grammar.judge(GOOD.broken(line, from, to).unnamed()).violations())
        .contains(violation);
  }
}
