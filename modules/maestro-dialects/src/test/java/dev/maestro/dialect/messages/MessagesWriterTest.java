package dev.maestro.dialect.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.StreamWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesWriterTest {
  private static final StreamEvent.Started STARTED = new StreamEvent.Started("v", "m1");
  private static final StreamEvent.Finished STOP =
      new StreamEvent.Finished(FinishReason.STOP, "completed", null);
  private final MessagesClient client = new MessagesClient();

  private static String stream(StreamEvent... events) {
    return WrittenAnswer.stream(List.of(events));
  }

  private static List<String> said(String stream) {
    assertThat(Grammar.broken(stream)).isEmpty();
    return Grammar.events(stream).stream()
        .filter(event -> event.text("type").startsWith("content_block"))
        .map(event -> {
          String type = what(event).text("type");
          return event.number("index")
              + " "
              + (type == null ? event.text("type") : type)
              + Stream.of("name", "text", "thinking", "signature", "partial_json", "data")
                  .filter(field -> !what(event).textOrEmpty(field).isEmpty())
                  .map(field -> " " + what(event).text(field))
                  .reduce("", String::concat);
        })
        .toList();
  }

  private static Json what(Json event) {
    return event.at("delta").present() ? event.at("delta") : event.at("content_block");
  }

  @Test
  void theMessageBeginsOnceAndEndsWithReasonAndUsage() {
    String stream =
        stream(
            STARTED,
            new StreamEvent.TextDelta(0, ""),
            new StreamEvent.TextDelta(0, "Hi"),
            STARTED,
            new StreamEvent.TextDelta(0, "!"),
            new StreamEvent.UsageReported(Usage.of(1, 1)),
            new StreamEvent.UsageReported(new Usage(30, 5, 4, 6, 3, null)),
            new StreamEvent.Finished(FinishReason.STOP, "stop_sequence", "END"));

    List<Json> events = Grammar.events(stream);
    assertThat(said(stream))
        .containsExactly("0 text", "0 text_delta Hi", "0 text_delta !", "0 content_block_stop");
    assertThat(events.getFirst().at("message").text("id")).isEqualTo("msg_a1");
    assertThat(events.getFirst().at("message").text("model")).isEqualTo("m1");
    Json last = events.get(events.size() - 2);
    assertThat(last.at("delta").json())
        .isEqualTo("{\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"}");
    assertThat(last.at("usage"))
        .isEqualTo(
            Json.parse(
                "{\"input_tokens\":20,\"cache_creation_input_tokens\":6,"
                    + "\"cache_read_input_tokens\":4,\"output_tokens\":5,"
                    + "\"output_tokens_details\":{\"thinking_tokens\":3}}"));
  }

  @Test
  void aStreamThatSaysNothingIsStillAMessage() {
    assertThat(Grammar.broken(stream(STOP))).isEqualTo(List.of());
    assertThat(Grammar.events(stream(STOP)).getFirst().at("message").text("model"))
        .isEqualTo("asked");
    assertThat(WrittenAnswer.whole(List.of(STOP)).list("content")).isEmpty();
  }

  @Test
  void interleavedCallsAreSaidOneAfterTheOther() {
    String stream =
        stream(
            STARTED,
            new StreamEvent.TextDelta(0, "A"),
            new StreamEvent.ToolCallStarted(0, 0, "a", "f"),
            new StreamEvent.ToolCallStarted(0, 1, "b", "g"),
            new StreamEvent.ToolCallDelta(0, 1, "{\"b\":"),
            new StreamEvent.ToolCallDelta(0, 0, "{\"a\":"),
            new StreamEvent.TextDelta(0, "B"),
            new StreamEvent.ToolCallDelta(0, 1, "1}"),
            new StreamEvent.ToolCallEnded(0, 1),
            new StreamEvent.TextDelta(0, "C"),
            new StreamEvent.ToolCallDelta(0, 0, "2}"),
            new StreamEvent.ToolCallEnded(0, 0),
            new StreamEvent.TextDelta(0, "D"),
            new StreamEvent.Finished(FinishReason.TOOL_CALLS, "tool_calls", null));

    assertThat(said(stream))
        .containsExactly(
            "0 text",
            "0 text_delta A",
            "0 content_block_stop",
            "1 tool_use f",
            "1 input_json_delta",
            "1 input_json_delta {\"a\":",
            "1 input_json_delta 2}",
            "1 content_block_stop",
            "2 tool_use g",
            "2 input_json_delta",
            "2 input_json_delta {\"b\":",
            "2 input_json_delta 1}",
            "2 content_block_stop",
            "3 text",
            "3 text_delta B",
            "3 text_delta C",
            "3 text_delta D",
            "3 content_block_stop");
  }

  @Test
  void aCallIsSaidAsItGrows() {
    StreamWriter writer = client.writer(WrittenAnswer.HEAD, "a1");
    writer.write(STARTED);
    writer.write(new StreamEvent.ToolCallStarted(0, 0, "a", "f"));
    assertThat(writer.write(new StreamEvent.ToolCallDelta(0, 0, "{")).toString())
        .contains("\"partial_json\":\"{\"");
    assertThat(writer.write(new StreamEvent.ToolCallEnded(0, 0)).toString())
        .contains("content_block_stop");
  }

  @Test
  void piecesThatFitToNoOpenCallAreRefused() {
    StreamWriter writer = client.writer(WrittenAnswer.HEAD, "a1");
    writer.write(new StreamEvent.ToolCallStarted(0, 0, "a", "f"));
    writer.write(new StreamEvent.ToolCallEnded(0, 0));
    assertThat(writer.write(new StreamEvent.ToolCallDelta(0, 0, "")).length()).isZero();
    for (StreamEvent odd :
        List.of(
            new StreamEvent.ToolCallDelta(0, 0, "x"), new StreamEvent.ToolCallDelta(0, 7, "x"))) {
      assertThatThrownBy(() -> writer.write(odd))
          .isInstanceOfSatisfying(
              ProviderException.class,
              refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.MALFORMED));
    }
  }

  @Test
  void whatWaitsForACallHasABound() {
    StreamWriter writer = client.writer(WrittenAnswer.HEAD, "a1");
    writer.write(new StreamEvent.ToolCallStarted(0, 0, "a", "f"));
    StreamEvent much = new StreamEvent.TextDelta(0, "x".repeat(8 << 20));
    for (int times = 0; times < 4; times++) {
      writer.write(much);
    }
    assertThatThrownBy(() -> writer.write(much)).isInstanceOf(ProviderException.class);
  }

  @Test
  void ownSignaturesComeLastAndOthersThoughtsAreMarked() {
    Signature own = new Signature(MessagesWire.DIALECT, "sig");
    Signature foreign = new Signature(new Dialect("other"), "foreign");
    String stream =
        stream(
            STARTED,
            new StreamEvent.ReasoningDelta(0, "one"),
            new StreamEvent.Signed(0, PartKind.REASONING, 0, own),
            new StreamEvent.PartEnded(0, PartKind.REASONING),
            new StreamEvent.Signed(0, PartKind.REASONING, 0, own),
            new StreamEvent.PartEnded(0, PartKind.REASONING),
            new StreamEvent.ReasoningDelta(0, "two"),
            new StreamEvent.PartEnded(0, PartKind.REASONING),
            new StreamEvent.Signed(0, PartKind.REASONING, 0, foreign),
            new StreamEvent.ReasoningDelta(0, "three"),
            new StreamEvent.PartEnded(0, PartKind.REASONING),
            new StreamEvent.Signed(0, PartKind.REASONING, 0, own),
            new StreamEvent.TextDelta(0, "text"),
            new StreamEvent.Signed(0, PartKind.TEXT, 0, foreign),
            STOP);

    assertThat(said(stream))
        .containsExactly(
            "0 thinking",
            "0 thinking_delta one",
            "0 signature_delta sig",
            "0 content_block_stop",
            "1 thinking",
            "1 signature_delta sig",
            "1 content_block_stop",
            "2 thinking",
            "2 thinking_delta two",
            "2 signature_delta maestro:unsigned",
            "2 content_block_stop",
            "3 thinking",
            "3 thinking_delta three",
            "3 signature_delta sig",
            "3 content_block_stop",
            "4 text",
            "4 text_delta text",
            "4 content_block_stop");
    assertThat(stream).doesNotContain("foreign");
  }

  @Test
  void aRefusalIsTextInABlockOfItsOwn() {
    String stream =
        stream(
            STARTED,
            new StreamEvent.TextDelta(0, "Well"),
            new StreamEvent.RefusalDelta(0, "No"),
            new StreamEvent.PartEnded(0, PartKind.TEXT),
            new StreamEvent.Finished(FinishReason.CONTENT_FILTER, "content_filter", null));
    assertThat(said(stream)).contains("0 text_delta Well", "1 text", "1 text_delta No");
    assertThat(stream).contains("\"stop_reason\":\"refusal\"");
  }

  @Test
  void ownBlocksComeBackAndForeignOnesDoNot() {
    Dialect own = MessagesWire.DIALECT;
    String input = "{\"query\":\"q\"}";
    String stream =
        stream(
            STARTED,
            opaque(own, "redacted_thinking", "{\"type\":\"redacted_thinking\",\"data\":\"D\"}"),
            opaque(
                own, "server_tool_use", "{\"type\":\"server_tool_use\",\"input\":" + input + "}"),
            opaque(own, "server_tool_use", "{\"type\":\"server_tool_use\",\"input\":{}}"),
            new StreamEvent.TextDelta(0, "cited"),
            opaque(own, "citations_delta", "{\"type\":\"citations_delta\",\"citation\":{\"a\":1}}"),
            opaque(own, "broken", "["),
            opaque(new Dialect("other"), "reasoning", "{\"type\":\"reasoning\"}"),
            new StreamEvent.OpaqueBlock(1, own, "x", "{\"type\":\"x\"}"),
            new StreamEvent.TextDelta(1, "another answer"),
            STOP);

    assertThat(said(stream))
        .containsExactly(
            "0 redacted_thinking D",
            "0 content_block_stop",
            "1 server_tool_use",
            "1 input_json_delta " + input,
            "1 content_block_stop",
            "2 server_tool_use",
            "2 content_block_stop",
            "3 text",
            "3 text_delta cited",
            "3 citations_delta",
            "3 content_block_stop");
  }

  private static StreamEvent opaque(Dialect origin, String type, String json) {
    return new StreamEvent.OpaqueBlock(0, origin, type, json);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP,stop,end_turn",
    "STOP,pause_turn,pause_turn",
    "STOP,max_tokens,end_turn",
    "STOP,,end_turn",
    "LENGTH,length,max_tokens",
    "LENGTH,model_context_window_exceeded,model_context_window_exceeded",
    "TOOL_CALLS,STOP,tool_use",
    "CONTENT_FILTER,SAFETY,refusal"
  })
  void everyEndHasItsWord(FinishReason reason, String vendors, String word) {
    List<StreamEvent> events = List.of(new StreamEvent.Finished(reason, vendors, null));
    assertThat(WrittenAnswer.stream(events)).contains("\"stop_reason\":\"" + word + "\"");
    assertThat(WrittenAnswer.whole(events).text("stop_reason")).isEqualTo(word);
    List<StreamEvent> matched = List.of(new StreamEvent.Finished(FinishReason.STOP, null, "X"));
    assertThat(WrittenAnswer.whole(matched).text("stop_reason")).isEqualTo("stop_sequence");
  }

  @Test
  void aSilenceIsFilledWithAnEventOnceTheMessageHasBegun() {
    StreamWriter writer = client.writer(WrittenAnswer.HEAD, "a1");
    assertThat(writer.ping().toString()).isEqualTo(": ping\n\n");
    writer.write(STARTED);
    assertThat(writer.ping().toString()).isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
  }

  @Test
  void argumentsThatAreNoObjectStandAsTextInAWholeAnswer() {
    Json body =
        WrittenAnswer.whole(
            List.of(
                new StreamEvent.ToolCallStarted(0, 0, "a", "f"),
                new StreamEvent.ToolCallDelta(0, 0, "{\"cut"),
                new StreamEvent.ToolCallStarted(0, 1, "b", "g"),
                new StreamEvent.Finished(FinishReason.LENGTH, "length", null)));
    assertThat(body.at("content").at(0).at("input").json())
        .isEqualTo("{\"INVALID_JSON\":\"{\\\"cut\"}");
    assertThat(body.at("content").at(1).at("input").json()).isEqualTo("{}");
  }
}
