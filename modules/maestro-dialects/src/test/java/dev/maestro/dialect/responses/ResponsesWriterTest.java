package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsesWriterTest {
  private static final Dialect FOREIGN = new Dialect("foreign");
  private static final StreamEvent.Started STARTED = new StreamEvent.Started("v", "m-1");
  private static final Usage USAGE = new Usage(7, 5, 2, 1, 3, null);

  private final ResponsesClient client =
      new ResponsesClient(() -> Instant.ofEpochSecond(1_700_000_000), () -> "0f");

  private static Buffer request(String fields) {
    return Buffer.buffer("{\"model\":\"a/m\",\"input\":\"Hi\"" + fields + "}");
  }

  private Buffer stream(Buffer request, List<StreamEvent> events) {
    StreamWriter writer = client.writer(head(request), request, "answer");
    Buffer out = Buffer.buffer();
    for (StreamEvent event : events) {
      out.appendBuffer(
          switch (event) {
            case StreamEvent.Finished finished -> writer.end(finished, USAGE);
            case StreamEvent.Failed failed -> writer.fail(failed.error(), null);
            default -> writer.write(event);
          });
    }
    return out;
  }

  private RequestHead head(Buffer request) {
    return client.head(ClientRequest.of(request));
  }

  private List<Json> written(StreamEvent... events) {
    return ResponsesGrammar.check(stream(request(""), List.of(events)));
  }

  private static List<String> types(List<Json> events) {
    return events.stream().map(event -> event.text("type").replace("response.", "")).toList();
  }

  private static Json response(List<Json> events) {
    return events.getLast().at("response");
  }

  private static StreamEvent finished(FinishReason reason) {
    return new StreamEvent.Finished(reason, null, null);
  }

  private static StreamEvent.OpaqueBlock own(String type, String json) {
    return new StreamEvent.OpaqueBlock(0, ResponsesWire.DIALECT, type, json);
  }

  @Test
  void thoughtsTextAndCallsAreItemsInTheVendorsOrder() {
    List<Json> events =
        written(
            STARTED,
            new StreamEvent.ReasoningDelta(0, "Plan"),
            new StreamEvent.PartEnded(0, PartKind.REASONING),
            new StreamEvent.Signed(0, PartKind.REASONING, 0, new Signature(FOREIGN, "s")),
            new StreamEvent.TextDelta(0, "Hel"),
            new StreamEvent.TextDelta(0, "lo"),
            new StreamEvent.PartEnded(0, PartKind.TEXT),
            new StreamEvent.ToolCallStarted(0, 0, "call_a", "look"),
            new StreamEvent.ToolCallDelta(0, 0, "{\"a\":"),
            new StreamEvent.ToolCallDelta(0, 0, "1}"),
            new StreamEvent.ToolCallEnded(0, 0),
            finished(FinishReason.TOOL_CALLS));

    assertThat(types(events))
        .containsExactly(
            "created",
            "in_progress",
            "output_item.added",
            "reasoning_summary_part.added",
            "reasoning_summary_text.delta",
            "reasoning_summary_text.done",
            "reasoning_summary_part.done",
            "output_item.done",
            "output_item.added",
            "content_part.added",
            "output_text.delta",
            "output_text.delta",
            "output_text.done",
            "content_part.done",
            "output_item.done",
            "output_item.added",
            "function_call_arguments.delta",
            "function_call_arguments.delta",
            "function_call_arguments.done",
            "output_item.done",
            "completed");
    assertThat(Json.of(response(events).at("output").node()))
        .isEqualTo(
            Json.parse(
                """
                [{"id":"rs_0f0000","type":"reasoning","summary":[
                   {"type":"summary_text","text":"Plan"}]},
                 {"id":"msg_0f0001","type":"message","status":"completed","role":"assistant",
                  "content":[{"type":"output_text","annotations":[],"logprobs":[],
                    "text":"Hello"}]},
                 {"id":"fc_0f0002","type":"function_call","status":"completed",
                  "call_id":"call_a","name":"look","arguments":"{\\"a\\":1}"}]
                """));
  }

  @Test
  void theAnswerRepeatsTheRequestAndHasTheVendorsDefaultsForTheRest() {
    Buffer asked =
        request(
            """
            ,"instructions":"Be terse.","temperature":0.5,"metadata":{"k":"v"},
            "reasoning":{"effort":"low"},"text":{"verbosity":"low"},"user":null,
            "tools":[{"type":"function","name":"f","parameters":{}}],"service_tier":"flex"
            """);
    List<Json> events =
        ResponsesGrammar.check(stream(asked, List.of(STARTED, finished(FinishReason.STOP))));
    Json begun = events.getFirst().at("response");
    Json response = response(events);

    assertThat(begun.text("status")).isEqualTo("in_progress");
    assertThat(begun.at("usage").present()).isFalse();
    assertThat(response)
        .isEqualTo(
            Json.parse(
                """
                {"id":"resp_0f","object":"response","created_at":1700000000,"status":"completed",
                 "error":null,"incomplete_details":null,"model":"m-1","output":[],
                 "background":false,"instructions":"Be terse.","max_output_tokens":null,
                 "max_tool_calls":null,"metadata":{"k":"v"},"parallel_tool_calls":true,
                 "previous_response_id":null,"prompt_cache_key":null,
                 "reasoning":{"effort":"low","summary":null},"safety_identifier":null,
                 "service_tier":"default","store":true,"temperature":0.5,
                 "text":{"format":{"type":"text"},"verbosity":"low"},"tool_choice":"auto",
                 "tools":[{"type":"function","name":"f","parameters":{}}],"top_logprobs":0,
                 "top_p":1.0,"truncation":"disabled","user":null,
                 "usage":{"input_tokens":7,"input_tokens_details":{"cached_tokens":2,"cache_write_tokens":1},
                  "output_tokens":5,"output_tokens_details":{"reasoning_tokens":3},
                  "total_tokens":12}}
                """));
  }

  @Test
  void aWholeAnswerIsTheStreamsLastEvent() {
    List<StreamEvent> events =
        List.of(
            STARTED,
            new StreamEvent.TextDelta(0, "Hi"),
            new StreamEvent.ToolCallStarted(0, 0, "c", "f"),
            new StreamEvent.ToolCallEnded(0, 0),
            new StreamEvent.UsageReported(USAGE),
            finished(FinishReason.TOOL_CALLS));
    Buffer asked = request("");
    Json whole = Json.parse(client.writeWhole(head(asked), asked, "answer", events, "m-1"));

    assertThat(whole).isEqualTo(response(ResponsesGrammar.check(stream(asked, events))));
    assertThat(whole.at("output").at(1).text("arguments")).isEqualTo("{}");
    Json bare = Json.parse(client.writeWhole(head(asked), "answer", List.of(STARTED), "m"));
    assertThat(bare.text("status")).isEqualTo("completed");
    assertThat(client.writer(head(asked), "answer").write(STARTED).length()).isPositive();
  }

  @Test
  void callsThatGrowAtTheSameTimeComeOneAfterTheOther() {
    List<Json> events =
        written(
            STARTED,
            new StreamEvent.ToolCallStarted(0, 0, "a", "f"),
            new StreamEvent.ToolCallStarted(0, 1, "b", "g"),
            new StreamEvent.ToolCallDelta(0, 1, "{\"b\":"),
            new StreamEvent.ToolCallDelta(0, 0, "{\"a\":1}"),
            new StreamEvent.TextDelta(0, "and"),
            new StreamEvent.ToolCallEnded(0, 0),
            new StreamEvent.ToolCallDelta(0, 1, "2}"),
            new StreamEvent.ToolCallEnded(0, 1),
            new StreamEvent.ToolCallStarted(0, 2, "c", "h"),
            new StreamEvent.TextDelta(0, "late"),
            finished(FinishReason.TOOL_CALLS));
    List<Json> output = response(events).list("output");
    assertThat(output)
        .extracting(item -> item.text("type") + " " + item.textOrEmpty("arguments"))
        .containsExactly(
            "function_call {\"a\":1}",
            "function_call {\"b\":2}",
            "message ",
            "function_call {}",
            "message ");
  }

  @Test
  void callsOfToolsThatTakeTextComeBackAsText() {
    Buffer asked = request(",\"tools\":[{\"type\":\"custom\",\"name\":\"sh\"}]");
    List<Json> events =
        ResponsesGrammar.check(
            stream(
                asked,
                List.of(
                    STARTED,
                    new StreamEvent.ToolCallStarted(0, 0, "a", "sh"),
                    new StreamEvent.ToolCallDelta(0, 0, "{\"inp"),
                    new StreamEvent.ToolCallDelta(0, 0, "ut\":\"ls\"}"),
                    new StreamEvent.ToolCallEnded(0, 0),
                    new StreamEvent.ToolCallStarted(0, 1, "b", "sh"),
                    new StreamEvent.ToolCallDelta(0, 1, "pwd"),
                    new StreamEvent.ToolCallEnded(0, 1),
                    finished(FinishReason.TOOL_CALLS))));
    assertThat(types(events))
        .contains("custom_tool_call_input.delta", "custom_tool_call_input.done")
        .doesNotContain("function_call_arguments.delta");
    assertThat(response(events).list("output"))
        .extracting(item -> item.text("type") + " " + item.text("input"))
        .containsExactly("custom_tool_call ls", "custom_tool_call pwd");
  }

  @Test
  void blocksOfThisVeryFormatAreWrittenAsTheyAre() {
    String thoughts =
        "{\"id\":\"rs_v\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"g\"}";
    List<Json> events =
        written(
            STARTED,
            own("reasoning", thoughts),
            new StreamEvent.ReasoningDelta(0, "Plan"),
            own("reasoning", thoughts),
            own("web_search_call", "{\"type\":\"web_search_call\",\"status\":\"completed\"}"),
            new StreamEvent.TextDelta(0, "x"),
            own("logprobs", "[{\"token\":\"x\"}]"),
            own("annotation", "{\"annotation\":{\"type\":\"url_citation\"}}"),
            own("annotation", "{\"type\":\"file_citation\"}"),
            own("response.brand_new", "{\"type\":\"response.brand_new\"}"),
            new StreamEvent.OpaqueBlock(0, FOREIGN, "redacted_thinking", "{}"),
            finished(FinishReason.STOP));
    List<Json> output = response(events).list("output");
    assertThat(output)
        .extracting(item -> item.text("type"))
        .containsExactly("reasoning", "reasoning", "web_search_call", "message");
    assertThat(output.getFirst()).isEqualTo(Json.parse(thoughts));
    assertThat(output.get(1).text("encrypted_content")).isEqualTo("g");
    assertThat(output.get(3).at("content").at(0).list("logprobs")).hasSize(1);
    assertThat(output.get(3).at("content").at(0).list("annotations"))
        .extracting(annotation -> annotation.text("type"))
        .containsExactly("url_citation", "file_citation");
  }

  @Test
  void otherChoicesAndWarningsHaveNoPlace() {
    List<Json> events =
        written(
            STARTED,
            new StreamEvent.TextDelta(1, "other"),
            new StreamEvent.ToolCallStarted(1, 0, "c", "f"),
            new StreamEvent.ToolCallEnded(1, 0),
            new StreamEvent.ChoiceFinished(1, FinishReason.STOP, "stop"),
            finished(FinishReason.STOP));
    assertThat(response(events).list("output")).isEmpty();
  }

  @Test
  void aModelThatTheVendorDoesNotNameIsTheClients() {
    List<Json> events = written(new StreamEvent.Started(null, null), finished(FinishReason.STOP));
    assertThat(response(events).text("model")).isEqualTo("a/m");
  }
}
