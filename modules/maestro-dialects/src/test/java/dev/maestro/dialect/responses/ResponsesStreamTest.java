package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsesStreamTest {
  private static final String CREATED =
      event("response.created", "\"response\":{\"id\":\"r1\",\"model\":\"m1\"}");
  private static final String COMPLETED =
      event(
          "response.completed",
          "\"response\":{\"id\":\"r1\",\"usage\":{\"input_tokens\":3,\"output_tokens\":2,"
              + "\"input_tokens_details\":{\"cached_tokens\":1},"
              + "\"output_tokens_details\":{\"reasoning_tokens\":1}}}");
  private final ResponsesWire wire = new ResponsesWire();

  private static String event(String type, String rest) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
  }

  private static String item(String event, int index, String item) {
    return event(
        "response.output_item." + event, "\"output_index\":" + index + ",\"item\":" + item);
  }

  private static String delta(String kind, int index, String text) {
    return event("response." + kind, "\"output_index\":" + index + ",\"delta\":\"" + text + "\"");
  }

  private List<StreamEvent> events(String... events) {
    return Recordings.everyCut(wire, Buffer.buffer(String.join("", events)));
  }

  private ErrorFacts failure(String... events) {
    return Recordings.failure(events(events));
  }

  @Test
  void reasoningTextAndCallComeInOrder() {
    List<StreamEvent> events =
        events(
            CREATED,
            item("added", 0, "{\"type\":\"reasoning\",\"encrypted_content\":\"early\"}"),
            delta("reasoning_summary_text.delta", 0, "Plan"),
            event("response.reasoning_summary_part.done", "\"output_index\":0"),
            item("done", 0, "{\"type\":\"reasoning\",\"encrypted_content\":\"late\"}"),
            item("added", 1, "{\"type\":\"message\"}"),
            delta("output_text.delta", 1, "Hi"),
            item("done", 1, "{\"type\":\"message\",\"content\":[{\"text\":\"Hi\"}]}"),
            item(
                "added",
                2,
                "{\"type\":\"function_call\",\"id\":\"fc\",\"call_id\":\"c1\",\"name\":\"f\"}"),
            delta("function_call_arguments.delta", 2, "{}"),
            item(
                "done",
                2,
                "{\"type\":\"function_call\",\"id\":\"other\",\"call_id\":\"c1\","
                    + "\"name\":\"f\",\"arguments\":\"{}\"}"),
            COMPLETED);

    assertThat(events.getFirst()).isEqualTo(new StreamEvent.Started("r1", "m1"));
    assertThat(events)
        .containsSubsequence(
            new StreamEvent.ReasoningDelta(0, "Plan"),
            new StreamEvent.TextDelta(0, "Hi"),
            new StreamEvent.PartEnded(0, StreamEvent.PartKind.TEXT),
            new StreamEvent.ToolCallStarted(0, 0, "c1", "f"),
            new StreamEvent.ToolCallDelta(0, 0, "{}"),
            new StreamEvent.ToolCallEnded(0, 0),
            new StreamEvent.Finished(FinishReason.TOOL_CALLS, "completed", null));
    Answer answer = Answer.of(events);
    assertThat(answer.first().opaque)
        .singleElement()
        .satisfies(block -> {
          assertThat(block.type()).isEqualTo("reasoning");
          assertThat(Json.parse(block.json()).text("encrypted_content")).isEqualTo("late");
        });
    assertThat(answer.first().text).hasToString("Hi");
    assertThat(answer.usage.cachedInputTokens()).isEqualTo(1);
    assertThat(answer.usage.reasoningTokens()).isEqualTo(1);
  }

  @Test
  void anItemWithoutDeltasIsSaidWhenItIsDone() {
    Answer answer =
        Answer.of(
            events(
                CREATED,
                item(
                    "done",
                    0,
                    "{\"type\":\"reasoning\",\"summary\":[{\"text\":\"A\"}],"
                        + "\"content\":[{\"text\":\"B\"}]}"),
                item(
                    "done",
                    1,
                    "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\","
                        + "\"text\":\"Hi\"},{\"type\":\"refusal\",\"refusal\":\"No\"}]}"),
                item("done", 2, "{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"{}\"}"),
                COMPLETED));

    assertThat(answer.first().reasoning).hasToString("AB");
    assertThat(answer.first().text).hasToString("Hi");
    assertThat(answer.first().refusal).hasToString("No");
    assertThat(answer.first().calls)
        .singleElement()
        .satisfies(call -> {
          assertThat(call.id()).matches("call_[0-9a-f-]{36}");
          assertThat(call.name()).isEqualTo("f");
        });
  }

  @Test
  void aRefusalIsAFilteredAnswer() {
    Answer answer = Answer.of(events(CREATED, delta("refusal.delta", 0, "No"), COMPLETED));
    assertThat(answer.first().refusal).hasToString("No");
    assertThat(answer.finished.reason()).isEqualTo(FinishReason.CONTENT_FILTER);
    assertThat(answer.finished.vendorReason()).isEqualTo("completed");
  }

  @Test
  void foreignItemsAndUnknownEventsAreKeptWhole() {
    Answer answer =
        Answer.of(
            events(
                CREATED,
                item("added", 0, "{\"type\":\"web_search_call\"}"),
                event("response.web_search_call.searching", "\"output_index\":0"),
                item("done", 0, "{\"type\":\"web_search_call\",\"id\":\"ws\"}"),
                event(
                    "response.output_text.delta",
                    "\"output_index\":1,\"delta\":\"x\",\"logprobs\":[{\"token\":\"x\"}]"),
                event("response.output_text.annotation.added", "\"annotation\":{}"),
                event("response.brand_new", "\"a\":1"),
                COMPLETED));
    assertThat(answer.first().opaque)
        .extracting(StreamEvent.OpaqueBlock::type)
        .containsExactly("web_search_call", "logprobs", "annotation", "response.brand_new");
  }

  @Test
  void anIncompleteAnswerSaysWhy() {
    assertThat(Answer.of(events(CREATED, incomplete("max_output_tokens"))).finished)
        .isEqualTo(new StreamEvent.Finished(FinishReason.LENGTH, "max_output_tokens", null));
    assertThat(Answer.of(events(CREATED, incomplete("content_filter"))).finished.reason())
        .isEqualTo(FinishReason.CONTENT_FILTER);
    assertThat(
            Answer.of(events(CREATED, event("response.incomplete", "\"response\":{}")))
                .finished
                .vendorReason())
        .isEqualTo("incomplete");
  }

  private static String incomplete(String reason) {
    return event(
        "response.incomplete",
        "\"response\":{\"incomplete_details\":{\"reason\":\"" + reason + "\"}}");
  }

  @Test
  void bothShapesOfErrorAreUnderstood() {
    String nested =
        event("error", "\"error\":{\"code\":\"insufficient_quota\",\"message\":\"empty\"}");
    String flat = event("error", "\"code\":\"rate_limit_exceeded\",\"message\":\"slow\"");
    String failed =
        event(
            "response.failed",
            "\"response\":{\"error\":{\"code\":\"server_error\",\"message\":\"broke\"},"
                + "\"usage\":{\"input_tokens\":1}}");

    assertThat(failure(CREATED, nested, failed).kind()).isEqualTo(ErrorKind.QUOTA_EXHAUSTED);
    assertThat(failure(CREATED, flat).kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    assertThat(failure(CREATED, flat).message()).isEqualTo("slow");
    assertThat(failure(failed).kind()).isEqualTo(ErrorKind.VENDOR_FAILURE);
    assertThat(failure(event("response.failed", "\"response\":{}")).message()).isNotBlank();
  }

  @Test
  void aConnectionThatClosesEarlyIsTruncated() {
    assertThat(failure(CREATED, delta("output_text.delta", 0, "Hi")).kind())
        .isEqualTo(ErrorKind.TRUNCATED);
    assertThat(failure(CREATED, "data: [DONE]\n\n").kind()).isEqualTo(ErrorKind.TRUNCATED);
    assertThat(failure("{\"error\":{\"message\":\"x\",\"code\":\"model_not_found\"}}").kind())
        .isEqualTo(ErrorKind.MODEL_NOT_FOUND);
    assertThat(failure("{\"detail\":\"Unsupported\"}").message()).isEqualTo("Unsupported");
  }

  @Test
  void whatCannotBeReadIsMalformedAndTheEnd() {
    assertThat(failure(CREATED, "data: {nope\n\n", COMPLETED).kind())
        .isEqualTo(ErrorKind.MALFORMED);
    assertThat(failure("data: 7\n\n").kind()).isEqualTo(ErrorKind.MALFORMED);
    var reader = wire.reader();
    assertThat(reader.read(new SseEvent(null, "7"))).hasSize(1);
    assertThat(reader.read(new SseEvent(null, "{}"))).isEmpty();
    assertThat(reader.end("")).isEmpty();
  }

  @Test
  void anEventWithoutATypeIsNamedByItsEventLine() {
    Answer answer =
        Answer.of(events("event: response.completed\ndata: {\"response\":{\"id\":\"r\"}}\n\n"));
    assertThat(answer.started.id()).isEqualTo("r");
    assertThat(answer.finished).isNotNull();
    assertThat(failure("data: {}\n\n").kind()).isEqualTo(ErrorKind.TRUNCATED);
  }

  @Test
  void aWholeAnswerGivesTheEventsOfItsStream() {
    Answer answer =
        Answer.of(
            wire.readWhole(
                Buffer.buffer(
                    """
                    {"id":"r","model":"m","status":"completed","error":null,"output":[
                      {"type":"message","content":[{"type":"output_text","text":"Hi",
                        "annotations":[{"type":"url_citation"}],"logprobs":[1]}]},
                      {"type":"function_call","call_id":"c","name":"f","arguments":"{}"}],
                     "usage":{"input_tokens":1,"output_tokens":1}}
                    """)));
    assertThat(answer.first().text).hasToString("Hi");
    assertThat(answer.first().opaque).hasSize(2);
    assertThat(answer.first().calls).containsExactly(new Answer.Call("c", "f", "{}"));
    assertThat(answer.finished.reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(answer.usage.totalTokens()).isEqualTo(2);
  }

  @Test
  void badWholeAnswersFail() {
    assertThat(whole("<html>").kind()).isEqualTo(ErrorKind.MALFORMED);
    assertThat(whole("{}").kind()).isEqualTo(ErrorKind.MALFORMED);
    assertThat(whole("{\"status\":\"in_progress\",\"output\":[]}").kind())
        .isEqualTo(ErrorKind.TRUNCATED);
    assertThat(whole("{\"status\":\"failed\",\"error\":{\"code\":\"server_error\"}}").kind())
        .isEqualTo(ErrorKind.VENDOR_FAILURE);
  }

  private ErrorFacts whole(String body) {
    return Recordings.failure(wire.readWhole(Buffer.buffer(body)));
  }

  @Test
  void theDialectIsNamed() {
    assertThat(wire.dialect().id()).isEqualTo("openai-responses");
  }
}
