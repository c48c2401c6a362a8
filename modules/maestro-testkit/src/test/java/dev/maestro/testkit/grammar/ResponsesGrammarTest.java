package dev.maestro.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesGrammarTest {
  private static final String REASONING =
      "{\"id\":\"rs\",\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}]}";
  private static final String MESSAGE =
      "{\"id\":\"msg\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"},{\"type\":\"refusal\",\"refusal\":\"No\"}]}";
  private static final String CALL =
      "{\"id\":\"fc\",\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"f\",\"arguments\":\"{}\"}";

  /** Sequence numbers are put in afterwards. */
  private static final Lines GOOD =
      Lines.of(
          """
          {"type":"response.created",#,"response":{@,"status":"in_progress","output":[]}}
          {"type":"response.in_progress",#,"response":{@,"status":"in_progress","output":[]}}
          {"type":"response.output_item.added",#,"output_index":0,"item":{"id":"rs","type":"reasoning","summary":[]}}
          {"type":"response.reasoning_summary_part.added",#,"item_id":"rs","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}
          {"type":"response.reasoning_summary_text.delta",#,"item_id":"rs","output_index":0,"summary_index":0,"delta":"Hm"}
          {"type":"response.reasoning_summary_text.done",#,"item_id":"rs","output_index":0,"summary_index":0,"text":"Hm"}
          {"type":"response.reasoning_summary_part.done",#,"item_id":"rs","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":"Hm"}}
          {"type":"response.output_item.done",#,"output_index":0,"item":$reasoning}
          {"type":"response.output_item.added",#,"output_index":1,"item":{"id":"msg","type":"message","role":"assistant","content":[]}}
          {"type":"response.content_part.added",#,"item_id":"msg","output_index":1,"content_index":0,"part":{"type":"output_text","text":""}}
          {"type":"response.output_text.delta",#,"item_id":"msg","output_index":1,"content_index":0,"delta":"Hi"}
          {"type":"response.output_text.done",#,"item_id":"msg","output_index":1,"content_index":0,"text":"Hi"}
          {"type":"response.content_part.done",#,"item_id":"msg","output_index":1,"content_index":0,"part":{"type":"output_text","text":"Hi"}}
          {"type":"response.content_part.added",#,"item_id":"msg","output_index":1,"content_index":1,"part":{"type":"refusal","refusal":""}}
          {"type":"response.refusal.delta",#,"item_id":"msg","output_index":1,"content_index":1,"delta":"No"}
          {"type":"response.refusal.done",#,"item_id":"msg","output_index":1,"content_index":1,"refusal":"No"}
          {"type":"response.content_part.done",#,"item_id":"msg","output_index":1,"content_index":1,"part":{"type":"refusal","refusal":"No"}}
          {"type":"response.output_item.done",#,"output_index":1,"item":$message}
          {"type":"response.output_item.added",#,"output_index":2,"item":{"id":"fc","type":"function_call","call_id":"a","name":"f","arguments":""}}
          {"type":"response.function_call_arguments.delta",#,"item_id":"fc","output_index":2,"delta":"{}"}
          {"type":"response.function_call_arguments.done",#,"item_id":"fc","output_index":2,"arguments":"{}"}
          {"type":"response.output_item.done",#,"output_index":2,"item":$call}
          {"type":"response.completed",#,"response":{@,"status":"completed","output":[$reasoning,$message,$call],"usage":{"input_tokens":2,"output_tokens":3,"total_tokens":5}}}
          """
              .replace("$reasoning", REASONING)
              .replace("$message", MESSAGE)
              .replace("$call", CALL)
              .replace(
                  "@", "\"id\":\"resp\",\"object\":\"response\",\"created_at\":7,\"model\":\"m\""));

  private final EventGrammar grammar = new ResponsesGrammar();

  @Test
  void aGoodStreamHasNoViolations() {
    assertThat(judge(GOOD).violations()).isEmpty();
    assertThat(judge(GOOD).ending()).isEqualTo(Verdict.Ending.FINISHED);
    Lines cutShort =
        GOOD.broken(
                23,
                "completed\",\"output",
                "incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"},\"output")
            .broken(23, "response.completed", "response.incomplete");
    assertThat(judge(cutShort).violations()).isEmpty();
  }

  @Test
  void anErrorOrAFailedResponseIsAnEndingToo() {
    String error = "{\"type\":\"error\",#,\"code\":\"c\",\"message\":\"no\",\"param\":null}";
    String failed =
        "{\"type\":\"response.failed\",#,\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"c\",\"message\":\"no\"}}}";
    for (String ending : List.of(error, failed, error + " ++ " + failed)) {
      Verdict verdict = judge(GOOD.broken(23, "*", ending));
      assertThat(verdict.violations()).isEmpty();
      assertThat(verdict.ending()).isEqualTo(Verdict.Ending.FAILED);
    }
  }

  @Test
  void nothingIsNoAnswer() {
    assertThat(grammar.judge(Buffer.buffer()).violations())
        .containsExactly("the stream has no ending");
  }

  @Test
  void sequenceNumbersCountFromZeroByOne() {
    Lines twice = GOOD.broken(2, "#", "\"sequence_number\":0");
    Lines none = GOOD.broken(2, "#,", "");

    assertThat(judge(twice).violations())
        .containsExactly("sequence numbers do not count from 0 by one");
    assertThat(judge(none).violations())
        .containsExactly("sequence numbers do not count from 0 by one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "23|*||the stream has no ending",
        "23|*|= ++ =|there is more than one ending",
        "23|*|= ++ {\"type\":\"response.in_progress\",#}|something follows the ending",
        "23|*|{\"type\":\"error\",#,\"message\":\"no\"} ++ =|an answer ends well and fails",
        "23|*|{\"type\":\"error\",#}|an error without message",
        "23|*|{\"type\":\"response.failed\",#,\"response\":{\"error\":{\"code\":\"c\"}}}|response.failed without code or message",
        "2|*|!response.queued {\"type\":\"response.in_progress\",#}|an event's name differs from its type",
        "1|*||response.created is not first",
        "2|*|= ++ {\"type\":\"response.created\",#}|response.created not exactly once",
        "3|*|{\"type\":\"response.in_progress\",#} ++ =|response.in_progress is not second",
        "1|\"model\":\"m\"|\"model\":\"\"|a response without object, id, model or created_at",
        "1|\"created_at\":7,||a response without object, id, model or created_at",
        "1|in_progress|completed|a response that begins is not in progress, or has output",
        "1|\"output\":[]|\"output\":[1]|a response that begins is not in progress, or has output",
        "23|\"id\":\"resp\"|\"id\":\"other\"|the response's id or created_at changes",
        "23|\"status\":\"completed\"|\"status\":\"incomplete\"|an ended response is neither completed nor incomplete for a reason",
        "23|\"total_tokens\":5|\"total_tokens\":4|total_tokens is not the sum of input_tokens and output_tokens",
        "23|\"output\":[|\"output\":[{},|the final output is not the items that were done",
        "9|\"output_index\":1|\"output_index\":2|an item's output_index is out of order",
        "9|\"id\":\"msg\"|\"id\":\"rs\"|two items share an id",
        "5|,\"output_index\":0||response.reasoning_summary_text.delta without output_index",
        "3|*||response.reasoning_summary_text.delta outside an open item",
        "19|*||an item is done that was not added",
        "22|*||an item never done",
        "9|\"id\":\"msg\",||an item without id or type",
        "19|\"call_id\":\"a\",||a function_call without call_id or name",
        "11|\"item_id\":\"msg\"|\"item_id\":\"other\"|an event names another item_id",
        "14|\"content_index\":1|\"content_index\":2|a part's content_index is out of order",
        "13|*||a part is added before the last one was done",
        "10|*||a delta outside an open part",
        "12|*|= ++ {\"type\":\"response.output_text.delta\",#,\"item_id\":\"msg\",\"output_index\":1,\"content_index\":0,\"delta\":\"Hi\"}|a part's text goes on after it was done",
        "10|*||a text is done outside an open part",
        "12|\"text\":\"Hi\"|\"text\":\"Ho\"|a text that is done differs from its deltas",
        "16|\"refusal\":\"No\"|\"refusal\":\"Yes\"|a text that is done differs from its deltas",
        "6|\"text\":\"Hm\"|\"text\":\"Oh\"|a text that is done differs from its deltas",
        "10|*||a part is done that was not added",
        "12|*||a part is done before its text",
        "13|\"text\":\"Hi\"|\"text\":\"Ho\"|a part differs from its text",
        "17|*||a part never done",
        "18|\"text\":\"Hi\"|\"text\":\"Ho\"|an item's parts are not those that were done",
        "18|\"id\":\"msg\"|\"id\":\"other\"|an item is done with another id or type",
        "21|*||a function_call without function_call_arguments.done",
        "21|*|= ++ {\"type\":\"response.function_call_arguments.delta\",#,\"item_id\":\"fc\",\"output_index\":2,\"delta\":\"x\"}|arguments go on after they were done",
        "21|\"arguments\":\"{}\"|\"arguments\":\"\"|function_call_arguments.done differs from its deltas",
        "22|\"arguments\":\"{}\"|\"arguments\":\"\"|a function_call's arguments differ from its deltas"
      })
  void eachRuleIsHeld(int line, String from, String to, String violation) {
    assertThat(judge(GOOD.broken(line, from, to)).violations()).contains(violation);
  }

  private Verdict judge(Lines lines) {
    List<String> numbered = new ArrayList<>();
    for (String line : lines.lines()) {
      numbered.add(line.replace("#", "\"sequence_number\":" + numbered.size()));
    }
    return grammar.judge(new Lines(numbered).named());
  }
}
