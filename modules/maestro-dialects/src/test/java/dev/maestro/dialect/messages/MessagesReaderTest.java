package dev.maestro.dialect.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesReaderTest {
  private static final MessagesWire WIRE = new MessagesWire();
  private static final String START =
      """
      {"type":"message_start","message":{"id":"m1","model":"c","content":[],"stop_reason":null,\
      "usage":{"input_tokens":5,"cache_creation_input_tokens":2,"cache_read_input_tokens":3,\
      "output_tokens":1}}}\
      """;
  private static final String TEXT =
      "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}";
  private static final String STOP = "{\"type\":\"message_stop\"}";

  private static String stream(String... events) {
    StringBuilder stream = new StringBuilder();
    for (String event : events) {
      String type = Json.parse(event).textOrEmpty("type");
      stream.append("event: ").append(type).append("\ndata: ").append(event).append("\n\n");
    }
    return stream.toString();
  }

  private static List<StreamEvent> read(String... events) {
    return Recordings.everyCut(WIRE, Buffer.buffer(stream(events)));
  }

  private static String start(int index, String block) {
    return "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}"
        .formatted(index, block);
  }

  private static String delta(int index, String delta) {
    return "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}".formatted(index, delta);
  }

  private static String stop(int index) {
    return "{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index);
  }

  private static String ending(String reason) {
    return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\"},\"usage\":{\"output_tokens\":9}}"
        .formatted(reason);
  }

  @Test
  void textPingsAndUsageBecomeNeutralEventsInOrder() {
    List<StreamEvent> events =
        read(
            START,
            TEXT,
            "{\"type\":\"ping\"}",
            delta(0, "{\"type\":\"text_delta\",\"text\":\"Grüße 👋\"}"),
            delta(0, "{\"type\":\"text_delta\",\"text\":\"\"}"),
            stop(0),
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"X\"},"
                + "\"usage\":{\"input_tokens\":null,\"cache_read_input_tokens\":7,\"output_tokens\":9,"
                + "\"output_tokens_details\":{\"thinking_tokens\":4}}}",
            STOP);
    assertThat(events.get(0)).isEqualTo(new StreamEvent.Started("m1", "c"));
    StreamEvent.UsageReported first = (StreamEvent.UsageReported) events.get(1);
    assertThat(first.usage().inputTokens()).isEqualTo(10);
    assertThat(events.subList(2, 4))
        .containsExactly(
            new StreamEvent.TextDelta(0, "Grüße 👋"), new StreamEvent.PartEnded(0, PartKind.TEXT));
    StreamEvent.UsageReported last = (StreamEvent.UsageReported) events.get(4);
    assertThat(last.usage().inputTokens()).isEqualTo(5 + 2 + 7);
    assertThat(last.usage().outputTokens()).isEqualTo(9);
    assertThat(last.usage().cachedInputTokens()).isEqualTo(7);
    assertThat(last.usage().cacheWriteTokens()).isEqualTo(2);
    assertThat(last.usage().reasoningTokens()).isEqualTo(4);
    assertThat(events.get(5))
        .isEqualTo(new StreamEvent.Finished(FinishReason.STOP, "stop_sequence", "X"));
    assertThat(events).hasSize(6);
  }

  @Test
  void thoughtsAreSignedBeforeTheirEndAlsoWhereTheirTextIsWithheld() {
    List<StreamEvent> events =
        read(
            START,
            start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
            delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Hm.\"}"),
            delta(0, "{\"type\":\"signature_delta\",\"signature\":\"Ab\"}"),
            delta(0, "{\"type\":\"signature_delta\",\"signature\":\"C=\"}"),
            delta(0, "{\"type\":\"odd_delta\",\"x\":1}"),
            stop(0),
            start(1, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
            delta(1, "{\"type\":\"signature_delta\",\"signature\":\"D\"}"),
            stop(1),
            ending("end_turn"),
            STOP);
    assertThat(events.subList(2, 8))
        .containsExactly(
            new StreamEvent.ReasoningDelta(0, "Hm."),
            new StreamEvent.OpaqueBlock(
                0, MessagesWire.DIALECT, "odd_delta", "{\"type\":\"odd_delta\",\"x\":1}"),
            signed("AbC="),
            new StreamEvent.PartEnded(0, PartKind.REASONING),
            signed("D"),
            new StreamEvent.PartEnded(0, PartKind.REASONING));
  }

  private static StreamEvent signed(String value) {
    return new StreamEvent.Signed(
        0, PartKind.REASONING, 0, new Signature(MessagesWire.DIALECT, value));
  }

  @Test
  void callsCountUpAndTheEmptyFirstPieceIsSilent() {
    Answer answer =
        Answer.of(
            read(
                START,
                start(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}"),
                delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}"),
                delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"x\\\":\"}"),
                delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}"),
                delta(0, "{\"type\":\"odd_delta\"}"),
                stop(0),
                start(1, "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"g\",\"input\":{\"y\":2}}"),
                stop(1),
                start(2, "{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"h\",\"input\":{}}"),
                stop(2),
                ending("tool_use"),
                STOP));
    assertThat(answer.first().calls)
        .containsExactly(
            new Answer.Call("a", "f", "{\"x\":1}"),
            new Answer.Call("b", "g", "{\"y\":2}"),
            new Answer.Call("c", "h", ""));
    assertThat(answer.finished.reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void blocksThatOnlyTheVendorUnderstandsAreKeptWholeWithTheirStreamedInput() {
    Answer answer =
        Answer.of(
            read(
                START,
                start(0, "{\"type\":\"redacted_thinking\",\"data\":\"xyz\"}"),
                stop(0),
                start(
                    1,
                    "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}"),
                delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":\"}"),
                delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"q\\\"}\"}"),
                stop(1),
                start(2, "{\"type\":\"compaction\",\"content\":null}"),
                delta(2, "{\"type\":\"compaction_delta\",\"content\":\"so \"}"),
                delta(2, "{\"type\":\"compaction_delta\",\"content\":\"far\",\"n\":1}"),
                stop(2),
                start(3, "{\"type\":\"server_tool_use\",\"id\":\"t\",\"name\":\"x\",\"input\":{}}"),
                delta(3, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"cut\"}"),
                stop(3),
                "{\"type\":\"news\",\"a\":1}",
                ending("pause_turn"),
                STOP));
    assertThat(answer.first().opaque.stream().map(StreamEvent.OpaqueBlock::json))
        .containsExactly(
            "{\"type\":\"redacted_thinking\",\"data\":\"xyz\"}",
            "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{\"query\":\"q\"}}",
            "{\"type\":\"compaction\",\"content\":\"so far\",\"n\":1}",
            "{\"type\":\"server_tool_use\",\"id\":\"t\",\"name\":\"x\",\"input\":\"{\\\"cut\"}",
            "{\"type\":\"event:news\",\"a\":1}");
    assertThat(answer.first().opaque.get(0).type()).isEqualTo("redacted_thinking");
    assertThat(answer.finished)
        .isEqualTo(new StreamEvent.Finished(FinishReason.STOP, "pause_turn", null));
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn,STOP", "max_tokens,LENGTH", "model_context_window_exceeded,LENGTH",
    "refusal,CONTENT_FILTER", "tool_use,TOOL_CALLS", "something_new,STOP"
  })
  void everyStopReasonHasItsNeutralWord(String vendor, FinishReason neutral) {
    assertThat(Answer.of(read(START, ending(vendor), STOP)).finished)
        .isEqualTo(new StreamEvent.Finished(neutral, vendor, null));
  }

  @Test
  void anAnswerThatStandsWholeInItsFirstEventIsRead() {
    Answer answer =
        Answer.of(
            read(
                """
                {"type":"message_start","message":{"id":"m","model":"c","content":[\
                {"type":"tool_use","id":"a","name":"f","input":{"x":1}}],"stop_reason":"tool_use",\
                "usage":{"input_tokens":0,"output_tokens":0}}}\
                """,
                STOP));
    assertThat(answer.first().calls).containsExactly(new Answer.Call("a", "f", "{\"x\":1}"));
    assertThat(answer.finished.reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void aSecondMessageStartIsNoSecondAnswer() {
    List<StreamEvent> events =
        read(
            START,
            START,
            TEXT,
            delta(0, "{\"type\":\"text_delta\",\"text\":\"a\"}"),
            START,
            stop(0),
            ending("end_turn"),
            STOP);
    assertThat(events).filteredOn(StreamEvent.Started.class::isInstance).hasSize(1);
    assertThat(Answer.of(events).first().text).hasToString("a");
  }

  @Test
  void aStreamMissingItsStartsStillSaysWhatItHolds() {
    Answer answer =
        Answer.of(
            read(
                delta(3, "{\"type\":\"text_delta\",\"text\":\"a\"}"),
                delta(3, "{\"type\":\"thinking_delta\",\"thinking\":\"b\"}"),
                stop(9),
                STOP));
    assertThat(answer.started).isEqualTo(new StreamEvent.Started(null, null));
    assertThat(answer.first().text).hasToString("a");
    assertThat(answer.first().reasoning).hasToString("b");
    assertThat(answer.finished.vendorReason()).isNull();
  }

  @Test
  void aStopClosesWhatIsOpenAndABlockThatBeginsAgainClosesItsElder() {
    List<StreamEvent> events =
        read(
            START,
            start(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}"),
            start(0, "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"f\",\"input\":{}}"),
            STOP);
    assertThat(events)
        .contains(new StreamEvent.ToolCallEnded(0, 0), new StreamEvent.ToolCallEnded(0, 1));
    assertThat(Answer.of(events).finished.reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void anErrorEventFailsTheStreamWithItsKindAndNothingFollows() {
    String error =
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";
    List<StreamEvent> events = read(START, error, TEXT, STOP);
    ErrorFacts facts = Recordings.failure(events);
    assertThat(facts.kind()).isEqualTo(ErrorKind.OVERLOADED);
    assertThat(facts.status()).isEqualTo(529);
    assertThat(facts.message()).isEqualTo("Overloaded");
    assertThat(facts.fromVendor()).isTrue();
    assertThat(facts.vendorBody()).isEqualTo(error);
    assertThat(read(error)).hasSize(1);
    assertThat(Recordings.failure(read("{\"type\":\"error\"}")).kind())
        .isEqualTo(ErrorKind.VENDOR_FAILURE);
  }

  @Test
  void aStreamWithoutItsEndIsTruncated() {
    String[][] streams = {
      {START, TEXT},
      {START, TEXT, delta(0, "{\"type\":\"text_delta\",\"text\":\"a\"}"), ending("end_turn")},
      {START}
    };
    for (String[] stream : streams) {
      assertThat(Recordings.failure(read(stream)).kind()).isEqualTo(ErrorKind.TRUNCATED);
    }
    assertThat(Recordings.failure(WIRE.reader().end("")).kind()).isEqualTo(ErrorKind.TRUNCATED);
  }

  @Test
  void aStopReasonIsEnoughOfAnEndWhereAllBlocksAreClosed() {
    assertThat(Answer.of(read(START, TEXT, stop(0), ending("end_turn"))).finished).isNotNull();
  }

  @Test
  void anErrorOutsideAnyEventIsFound() {
    String stray = "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Oh\"}}";
    List<StreamEvent> events = Recordings.text(WIRE, stream(START) + stray + "\n");
    assertThat(Recordings.failure(events).message()).isEqualTo("Oh");
    assertThat(Recordings.failure(WIRE.reader().end("{no json")).kind())
        .isEqualTo(ErrorKind.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1]", "1", "{\"type\":\"ping\"} x", "<html>"})
  void whatCannotBeReadFailsAndDoesNotThrow(String data) {
    List<StreamEvent> events = WIRE.reader().read(new SseEvent(null, data));
    assertThat(Recordings.failure(events).kind()).isEqualTo(ErrorKind.MALFORMED);
  }

  @Test
  void anEventWithoutATypeTakesItFromItsName() {
    StreamReader reader = WIRE.reader();
    assertThat(reader.read(new SseEvent("ping", "{}"))).isEmpty();
    assertThat(reader.read(new SseEvent(null, "{}")).getLast())
        .isEqualTo(
            new StreamEvent.OpaqueBlock(
                0, MessagesWire.DIALECT, "event:unknown", "{\"type\":\"event:unknown\"}"));
  }

  @Test
  void anEventOfNextYearIsKeptUnderATypeThatNoBlockHas() {
    StreamReader reader = WIRE.reader();
    String kept = "{\"type\":\"event:message_note\",\"n\":1.50}";
    assertThat(
            reader
                .read(new SseEvent("message_note", "{\"n\":1.50,\"type\":\"message_note\"}"))
                .getLast())
        .isEqualTo(
            new StreamEvent.OpaqueBlock(0, MessagesWire.DIALECT, "event:message_note", kept));
  }

  @Test
  void blocksAreHeldBackOnlyUpToABound() {
    StreamReader reader = WIRE.reader();
    reader.read(new SseEvent(null, start(0, "{\"type\":\"server_tool_use\",\"input\":{}}")));
    String piece =
        delta(
            0, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + "a".repeat(5 << 20) + "\"}");
    for (int i = 0; i < 6; i++) {
      assertThat(reader.read(new SseEvent(null, piece))).isEmpty();
    }
    assertThat(Recordings.failure(reader.read(new SseEvent(null, piece))).kind())
        .isEqualTo(ErrorKind.MALFORMED);
    assertThat(reader.read(new SseEvent(null, piece))).isEmpty();
    assertThat(reader.end("")).isEmpty();
  }

  @Test
  void blocksAreOpenedOnlyUpToABound() {
    StreamReader reader = WIRE.reader();
    for (int i = 0; i < 64; i++) {
      reader.read(new SseEvent(null, start(i, "{\"type\":\"text\"}")));
    }
    assertThat(
            Recordings.failure(reader.read(new SseEvent(null, start(64, "{\"type\":\"text\"}"))))
                .kind())
        .isEqualTo(ErrorKind.MALFORMED);
  }

  @Test
  void aWholeAnswerGivesTheEventsItsStreamWouldHaveHad() {
    Answer answer =
        Answer.of(
            WIRE.readWhole(
                Buffer.buffer(
                    """
                    {"id":"m","type":"message","model":"c","content":[
                      {"type":"thinking","thinking":"Hm","signature":"S"},
                      {"type":"text","text":"a","citations":[{"type":"char_location"}]},
                      {"type":"redacted_thinking","data":"R"},
                      {"type":"tool_use","id":"t","name":"f","input":{"x":1}}],
                     "stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":2}}\
                    """)));
    assertThat(answer.started).isEqualTo(new StreamEvent.Started("m", "c"));
    assertThat(answer.first().reasoning).hasToString("Hm");
    assertThat(answer.first().signed).containsExactly((StreamEvent.Signed) signed("S"));
    assertThat(answer.first().text).hasToString("a");
    assertThat(answer.first().opaque.stream().map(StreamEvent.OpaqueBlock::json))
        .containsExactly(
            "{\"type\":\"citations_delta\",\"citation\":{\"type\":\"char_location\"}}",
            "{\"type\":\"redacted_thinking\",\"data\":\"R\"}");
    assertThat(answer.first().calls).containsExactly(new Answer.Call("t", "f", "{\"x\":1}"));
    assertThat(answer.usage.totalTokens()).isEqualTo(3);
    assertThat(answer.finished.reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|MALFORMED",
        "<html>|MALFORMED",
        "[]|MALFORMED",
        "{\"x\":1}|MALFORMED",
        "{\"content\":[],\"stop_reason\":null}|TRUNCATED",
        "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"m\"}}|VENDOR_FAILURE"
      })
  void aWholeAnswerThatIsNoneFailsAndDoesNotThrow(String body, ErrorKind kind) {
    assertThat(Recordings.failure(WIRE.readWhole(Buffer.buffer(body))).kind()).isEqualTo(kind);
  }
}
