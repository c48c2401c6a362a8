package dev.maestro.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.Recordings;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatStreamTest {
  private static final String DONE = "data: [DONE]\n\n";
  private final ChatWire wire = new ChatWire();

  private static String chunk(String choices) {
    return "data: {\"id\":\"c1\",\"model\":\"m1\",\"choices\":[" + choices + "]}\n\n";
  }

  private static String delta(String delta) {
    return chunk("{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}");
  }

  private static String finish(String word) {
    return chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"" + word + "\"}");
  }

  private Answer answer(String... events) {
    return Answer.of(Recordings.everyCut(wire, Buffer.buffer(String.join("", events))));
  }

  private ErrorFacts failure(String... events) {
    return Recordings.failure(Recordings.everyCut(wire, Buffer.buffer(String.join("", events))));
  }

  @Test
  void reasoningTextRefusalAndUsageComeInOrder() {
    List<StreamEvent> events =
        Recordings.text(
            wire,
            delta("{\"role\":\"assistant\",\"content\":\"\"}")
                + delta("{\"reasoning_content\":\"Hm\"}")
                + delta("{\"reasoning\":\"m\"}")
                + delta("{\"content\":\"Hi\"}")
                + delta("{\"refusal\":\"No\"}")
                + finish("stop")
                + "data: {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,"
                + "\"completion_tokens\":2}}\n\n"
                + DONE);

    assertThat(events.subList(0, 7))
        .containsExactly(
            new StreamEvent.Started("c1", "m1"),
            new StreamEvent.ReasoningDelta(0, "Hm"),
            new StreamEvent.ReasoningDelta(0, "m"),
            new StreamEvent.PartEnded(0, StreamEvent.PartKind.REASONING),
            new StreamEvent.TextDelta(0, "Hi"),
            new StreamEvent.PartEnded(0, StreamEvent.PartKind.TEXT),
            new StreamEvent.RefusalDelta(0, "No"));
    assertThat(events.get(7)).isInstanceOf(StreamEvent.UsageReported.class);
    assertThat(events.getLast())
        .isEqualTo(new StreamEvent.Finished(FinishReason.STOP, "stop", null));
  }

  @Test
  void callsAreMatchedByIndexAndEndedInTurn() {
    List<StreamEvent> events =
        Recordings.everyCut(
            wire,
            Buffer.buffer(
                delta(
                        "{\"tool_calls\":[{\"index\":3,\"id\":\"a\",\"function\":{\"name\":\"f\","
                            + "\"arguments\":\"\"}}]}")
                    + delta("{\"tool_calls\":[{\"index\":3,\"function\":{\"arguments\":\"{}\"}}]}")
                    + delta("{\"tool_calls\":[{\"index\":5,\"function\":{\"name\":\"g\"}}]}")
                    + finish("tool_calls")
                    + DONE));

    String made = Answer.of(events).first().calls.get(1).id();
    assertThat(made).matches("call_[0-9a-f]{32}");
    assertThat(events)
        .containsExactly(
            new StreamEvent.Started("c1", "m1"),
            new StreamEvent.ToolCallStarted(0, 0, "a", "f"),
            new StreamEvent.ToolCallDelta(0, 0, "{}"),
            new StreamEvent.ToolCallEnded(0, 0),
            new StreamEvent.ToolCallStarted(0, 1, made, "g"),
            new StreamEvent.ToolCallEnded(0, 1),
            new StreamEvent.Finished(FinishReason.TOOL_CALLS, "tool_calls", null));
  }

  @Test
  void aCallGoesOnWhileAnotherComesUntilItsArgumentsAreWhole() {
    List<StreamEvent> events =
        Recordings.everyCut(
            wire,
            Buffer.buffer(
                call(0, "a", "{\\\"x\\\":[\\\"}\\\\\\\"\\\"")
                    + call(1, "b", "{\\\"y\\\":1}")
                    + call(2, "c", "")
                    + delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"]}\"}}]}")
                    + delta("{\"content\":\"Hi\"}")
                    + finish("tool_calls")
                    + DONE));

    assertThat(events)
        .filteredOn(event -> !(event instanceof StreamEvent.ToolCallDelta))
        .containsExactly(
            new StreamEvent.Started("c1", "m1"),
            new StreamEvent.ToolCallStarted(0, 0, "a", "f"),
            new StreamEvent.ToolCallStarted(0, 1, "b", "f"),
            new StreamEvent.ToolCallEnded(0, 1),
            new StreamEvent.ToolCallStarted(0, 2, "c", "f"),
            new StreamEvent.ToolCallEnded(0, 0),
            new StreamEvent.TextDelta(0, "Hi"),
            new StreamEvent.PartEnded(0, StreamEvent.PartKind.TEXT),
            new StreamEvent.ToolCallEnded(0, 2),
            new StreamEvent.Finished(FinishReason.TOOL_CALLS, "tool_calls", null));
    assertThat(Answer.of(events).first().calls.getFirst().arguments())
        .isEqualTo("{\"x\":[\"}\\\"\"]}");
  }

  @Test
  void blanksAfterTheEndOfACallAreNobodys() {
    List<StreamEvent> events =
        Recordings.everyCut(
            wire,
            Buffer.buffer(
                call(0, "a", "{}")
                    + call(1, "b", "")
                    + delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\" \"}}]}")
                    + delta("{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\" {}\"}}]}")
                    + finish("tool_calls")
                    + DONE));

    assertThat(events)
        .containsExactly(
            new StreamEvent.Started("c1", "m1"),
            new StreamEvent.ToolCallStarted(0, 0, "a", "f"),
            new StreamEvent.ToolCallDelta(0, 0, "{}"),
            new StreamEvent.ToolCallEnded(0, 0),
            new StreamEvent.ToolCallStarted(0, 1, "b", "f"),
            new StreamEvent.ToolCallDelta(0, 1, " {}"),
            new StreamEvent.ToolCallEnded(0, 1),
            new StreamEvent.Finished(FinishReason.TOOL_CALLS, "tool_calls", null));
  }

  private static String call(int index, String id, String arguments) {
    return delta(
        "{\"tool_calls\":[{\"index\":%d,\"id\":\"%s\",\"function\":{\"name\":\"f\",\"arguments\":\"%s\"}}]}"
            .formatted(index, id, arguments));
  }

  @Test
  void severalCallsUnderOneIndexAreToldApartByTheirIds() {
    Answer answer =
        answer(
            delta("{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\"}}]}"),
            delta("{\"tool_calls\":[{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"f\"}}]}"),
            finish("stop"),
            DONE);

    assertThat(answer.first().calls).extracting(Answer.Call::id).containsExactly("a", "b");
    assertThat(answer.finished.reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(answer.finished.vendorReason()).isEqualTo("stop");
  }

  @Test
  void theOldFunctionCallIsACallToo() {
    Answer answer =
        answer(
            delta("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\"\"}}"),
            delta("{\"function_call\":{\"arguments\":\":1}\"}}"),
            finish("function_call"),
            DONE);

    Answer.Call call = answer.first().calls.getFirst();
    assertThat(answer.first().calls).hasSize(1);
    assertThat(call).isEqualTo(new Answer.Call(call.id(), "f", "{\"a\":1}"));
    assertThat(call.id()).startsWith("call_");
    assertThat(answer.finished.reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void everyChoiceHasItsOwnTextAndEnd() {
    Answer answer =
        answer(
            chunk("{\"index\":1,\"delta\":{\"content\":\"B\"}}"),
            chunk("{\"index\":0,\"delta\":{\"content\":\"A\"}}"),
            chunk("{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}"),
            finish("stop"),
            DONE);

    assertThat(answer.choice(0).text).hasToString("A");
    assertThat(answer.choice(1).text).hasToString("B");
    assertThat(answer.choice(1).finish).isEqualTo("length");
    assertThat(answer.finished.vendorReason()).isEqualTo("stop");
  }

  @Test
  void whatHasNoNeutralWordIsKeptWhole() {
    Answer answer =
        answer(
            "data: {\"id\":\"\",\"model\":\"\",\"choices\":[],\"prompt_filter_results\":[1]}\n\n",
            chunk(
                "{\"index\":0,\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"x\"},"
                    + "{\"type\":\"thinking\"},{\"n\":1}],\"annotations\":[{\"a\":1}],\"audio\":{}},"
                    + "\"logprobs\":{\"content\":[]}}"),
            finish("stop"),
            DONE);

    assertThat(answer.first().opaque)
        .extracting(StreamEvent.OpaqueBlock::type)
        .containsExactly("prompt_filter_results", "thinking", "content", "annotations", "logprobs");
    assertThat(answer.first().text).hasToString("x");
  }

  @ParameterizedTest
  @CsvSource({
    "stop,STOP",
    "length,LENGTH",
    "content_filter,CONTENT_FILTER",
    "tool_calls,TOOL_CALLS",
    "eos,STOP"
  })
  void theVendorsWordForTheEndIsKept(String word, FinishReason reason) {
    Answer answer = answer(delta("{\"content\":\"x\"}"), finish(word), DONE);
    assertThat(answer.finished).isEqualTo(new StreamEvent.Finished(reason, word, null));
  }

  @Test
  void aStreamWithoutDoneIsCompleteOnceItsReasonCame() {
    assertThat(answer(delta("{\"content\":\"x\"}"), finish("stop")).finished).isNotNull();
  }

  @Test
  void aStreamWithoutAReasonIsTruncated() {
    assertThat(failure(delta("{\"content\":\"x\"}")).kind()).isEqualTo(ErrorKind.TRUNCATED);
    assertThat(failure(delta("{\"content\":\"x\"}"), DONE).kind()).isEqualTo(ErrorKind.TRUNCATED);
    assertThat(failure(DONE).kind()).isEqualTo(ErrorKind.TRUNCATED);
    assertThat(
            failure(chunk("{\"index\":1,\"delta\":{\"content\":\"B\"}}"), finish("stop"), DONE)
                .kind())
        .isEqualTo(ErrorKind.TRUNCATED);
  }

  @Test
  void anErrorInMidStreamIsTheEnd() {
    ErrorFacts nested =
        failure(
            delta("{\"content\":\"x\"}"),
            "data: {\"error\":{\"message\":\"slow\",\"type\":\"requests\","
                + "\"code\":\"rate_limit_exceeded\"}}\n\n",
            DONE);
    assertThat(nested.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    assertThat(nested.message()).isEqualTo("slow");
    assertThat(nested.status()).isEqualTo(429);

    ErrorFacts numbered = failure("event: error\ndata: {\"message\":\"busy\",\"code\":503}\n\n");
    assertThat(numbered.kind()).isEqualTo(ErrorKind.OVERLOADED);
    assertThat(numbered.status()).isEqualTo(503);
  }

  @Test
  void anErrorOutsideAnyEventIsFound() {
    assertThat(failure("{\"error\":{\"message\":\"bad\",\"code\":\"insufficient_quota\"}}").kind())
        .isEqualTo(ErrorKind.QUOTA_EXHAUSTED);
    assertThat(failure("{\"what\":1}").kind()).isEqualTo(ErrorKind.TRUNCATED);
  }

  @Test
  void whatCannotBeReadIsMalformed() {
    assertThat(failure("data: {nope\n\n").kind()).isEqualTo(ErrorKind.MALFORMED);
    assertThat(failure("data: [1]\n\n").kind()).isEqualTo(ErrorKind.MALFORMED);
    assertThat(failure(chunk("{\"index\":-1,\"delta\":{}}")).kind()).isEqualTo(ErrorKind.MALFORMED);
    assertThat(failure("data: " + "[".repeat(1_200) + "\n\n").kind())
        .isEqualTo(ErrorKind.MALFORMED);
  }

  @Test
  void nothingFollowsTheLastEvent() {
    var reader = wire.reader();
    assertThat(reader.read(new SseEvent(null, "nope"))).hasSize(1);
    assertThat(reader.read(new SseEvent(null, "{}"))).isEmpty();
    assertThat(reader.end("")).isEmpty();
  }

  @Test
  void aWholeAnswerGivesTheEventsOfItsStream() {
    Answer answer =
        Answer.of(
            wire.readWhole(
                Buffer.buffer(
                    """
                    {"id":"c1","model":"m1","choices":[
                      {"index":0,"message":{"role":"assistant","content":"Hi","tool_calls":[
                        {"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
                        {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},
                       "finish_reason":"tool_calls"}],
                     "usage":{"prompt_tokens":1,"completion_tokens":2}}
                    """)));
    assertThat(answer.first().text).hasToString("Hi");
    assertThat(answer.first().calls).extracting(Answer.Call::id).containsExactly("a", "b");
    assertThat(answer.usage.totalTokens()).isEqualTo(3);
    assertThat(answer.finished).isNotNull();
  }

  @Test
  void badWholeAnswersFail() {
    assertThat(Recordings.failure(wire.readWhole(Buffer.buffer("<html>"))).kind())
        .isEqualTo(ErrorKind.MALFORMED);
    assertThat(Recordings.failure(wire.readWhole(Buffer.buffer("{}"))).kind())
        .isEqualTo(ErrorKind.TRUNCATED);
    assertThat(
            Recordings.failure(wire.readWhole(Buffer.buffer("{\"error\":{\"message\":\"x\"}}")))
                .kind())
        .isEqualTo(ErrorKind.VENDOR_FAILURE);
  }
}
