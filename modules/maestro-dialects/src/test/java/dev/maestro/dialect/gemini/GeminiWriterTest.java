package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RequestHead.Form;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiWriterTest {
  private static final Dialect FOREIGN = new Dialect("other");
  private static final StreamEvent STARTED = new StreamEvent.Started("vendor-1", "m1");
  private static final StreamEvent USAGE =
      new StreamEvent.UsageReported(new Usage(9, 8, 4, 2, 3, "{\"x\":1}"));

  private static StreamEvent finished(FinishReason reason) {
    return new StreamEvent.Finished(reason, "end_turn", null);
  }

  private static List<Json> chunks(StreamEvent... events) {
    List<Json> chunks = GeminiWritten.chunks(GeminiWritten.stream(Form.EVENTS, List.of(events)));
    GeminiWritten.check(chunks);
    return chunks;
  }

  private static Json candidate(Json response) {
    return response.at("candidates").at(0);
  }

  private static Json part(Json response) {
    return candidate(response).at("content").at("parts").at(0);
  }

  private static StreamEvent[] call(String... arguments) {
    StreamEvent[] events = new StreamEvent[arguments.length + 3];
    events[0] = new StreamEvent.ToolCallStarted(0, 0, "c1", "f");
    for (int i = 0; i < arguments.length; i++) {
      events[i + 1] = new StreamEvent.ToolCallDelta(0, 0, arguments[i]);
    }
    events[arguments.length + 1] = new StreamEvent.ToolCallEnded(0, 0);
    events[arguments.length + 2] = finished(FinishReason.TOOL_CALLS);
    return events;
  }

  @Test
  void eachDeltaIsAResponseAndTheLastHasReasonAndUsage() {
    List<Json> chunks =
        chunks(
            STARTED,
            new StreamEvent.ReasoningDelta(0, "Hm"),
            new StreamEvent.PartEnded(0, PartKind.REASONING),
            new StreamEvent.TextDelta(0, "Hi"),
            new StreamEvent.TextDelta(0, ""),
            new StreamEvent.RefusalDelta(0, "No"),
            USAGE,
            finished(FinishReason.LENGTH));

    assertThat(chunks).hasSize(4);
    assertThat(part(chunks.get(0)).json()).isEqualTo("{\"text\":\"Hm\",\"thought\":true}");
    assertThat(part(chunks.get(1)).json()).isEqualTo("{\"text\":\"Hi\"}");
    assertThat(part(chunks.get(2)).json()).isEqualTo("{\"text\":\"No\"}");
    assertThat(candidate(chunks.get(3)).text("finishReason")).isEqualTo("MAX_TOKENS");
    assertThat(chunks.get(3).text("modelVersion")).isEqualTo("m1");
    assertThat(chunks.get(3).at("usageMetadata").json())
        .isEqualTo(
            "{\"promptTokenCount\":9,\"candidatesTokenCount\":5,\"totalTokenCount\":17,"
                + "\"thoughtsTokenCount\":3,\"cachedContentTokenCount\":4}");
  }

  @Test
  void withoutAModelOfTheVendorsTheOneAskedForIsNamedAndUnknownUsageIsNotMadeUp() {
    Json only = chunks(finished(FinishReason.STOP)).getFirst();
    assertThat(only.text("modelVersion")).isEqualTo("asked");
    assertThat(only.at("usageMetadata").present()).isFalse();
    assertThat(candidate(only).text("finishReason")).isEqualTo("STOP");
  }

  @Test
  void usageWithoutThoughtsOrCacheSaysNothingOfThem() {
    Json usage =
        chunks(
                new StreamEvent.UsageReported(new Usage(1, 2, 0, 0, 5, null)),
                finished(FinishReason.STOP))
            .getLast()
            .at("usageMetadata");
    assertThat(usage.json())
        .as("more thoughts than output, as some vendors count")
        .isEqualTo(
            "{\"promptTokenCount\":1,\"candidatesTokenCount\":0,\"totalTokenCount\":3,"
                + "\"thoughtsTokenCount\":2}");
    assertThat(GeminiUsage.write(Usage.of(1, 2)).toString())
        .isEqualTo("{\"promptTokenCount\":1,\"candidatesTokenCount\":2,\"totalTokenCount\":3}");
  }

  @Test
  void aCallIsOnePartWhenItIsWhole() {
    List<Json> chunks = chunks(call("{\"ci", "ty\":\"Oslo\"}"));
    assertThat(chunks).hasSize(2);
    assertThat(part(chunks.getFirst()).json())
        .isEqualTo(
            "{\"functionCall\":{\"id\":\"c1\",\"name\":\"f\",\"args\":{\"city\":\"Oslo\"}}}");
    assertThat(candidate(chunks.getLast()).text("finishReason")).isEqualTo("STOP");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | {}",
        "` ` | {}",
        "{} | {}",
        "[1,2] | {\"arguments\":[1,2]}",
        "null | {\"arguments\":null}",
        "\"text\" | {\"arguments\":\"text\"}",
        "{\"cut\":\"of | {\"arguments\":\"{\\\"cut\\\":\\\"of\"}",
        "{\"a\":1}{\"b\":2} | {\"arguments\":\"{\\\"a\\\":1}{\\\"b\\\":2}\"}"
      })
  void argumentsThatAreNoObjectAreKeptInOne(String arguments, String written) {
    assertThat(part(chunks(call(arguments)).getFirst()).at("functionCall").at("args").json())
        .isEqualTo(written);
  }

  @Test
  void callsWhosePiecesComeInTurnsAreKeptApartAndUnendedOnesAreWritten() {
    List<Json> chunks =
        chunks(
            new StreamEvent.ToolCallStarted(0, 0, "a", "f"),
            new StreamEvent.ToolCallStarted(0, 1, "b", "g"),
            new StreamEvent.ToolCallDelta(0, 1, "{\"y\":"),
            new StreamEvent.ToolCallDelta(0, 0, "{\"x\":1}"),
            new StreamEvent.ToolCallDelta(0, 1, "2}"),
            new StreamEvent.ToolCallDelta(0, 7, "of no call"),
            new StreamEvent.ToolCallEnded(0, 7),
            new StreamEvent.ToolCallEnded(0, 1),
            finished(FinishReason.TOOL_CALLS));
    assertThat(chunks).hasSize(3);
    assertThat(part(chunks.get(0)).at("functionCall").json())
        .isEqualTo("{\"id\":\"b\",\"name\":\"g\",\"args\":{\"y\":2}}");
    assertThat(part(chunks.get(1)).at("functionCall").json())
        .isEqualTo("{\"id\":\"a\",\"name\":\"f\",\"args\":{\"x\":1}}");
  }

  @Test
  void candidatesAllEndInTheLastResponse() {
    List<Json> chunks =
        chunks(
            new StreamEvent.TextDelta(2, "two"),
            new StreamEvent.ChoiceFinished(2, FinishReason.LENGTH, "length"),
            new StreamEvent.TextDelta(0, "zero"),
            new StreamEvent.ChoiceFinished(1, FinishReason.CONTENT_FILTER, "RECITATION"),
            finished(FinishReason.STOP));
    assertThat(chunks.getLast().list("candidates").stream().map(each -> each.text("finishReason")))
        .containsExactly("STOP", "RECITATION", "MAX_TOKENS");
  }

  @Test
  void anAnswerRefusedBeforeItBeganIsABlockedPrompt() {
    Json refused = chunks(STARTED, USAGE, finished(FinishReason.CONTENT_FILTER)).getFirst();
    assertThat(refused.at("promptFeedback").text("blockReason")).isEqualTo("SAFETY");
    assertThat(refused.at("usageMetadata").present()).isTrue();
    Json own =
        chunks(new StreamEvent.Finished(FinishReason.CONTENT_FILTER, "PROHIBITED_CONTENT", null))
            .getFirst();
    assertThat(own.at("promptFeedback").text("blockReason")).isEqualTo("PROHIBITED_CONTENT");
    List<Json> later =
        chunks(new StreamEvent.TextDelta(0, "x"), finished(FinishReason.CONTENT_FILTER));
    assertThat(candidate(later.getLast()).text("finishReason")).isEqualTo("SAFETY");
  }

  @Test
  void ownSignaturesAndBlocksAreNativeAndForeignOnesAreNotThere() {
    Signature own = new Signature(GeminiWire.DIALECT, "S");
    Signature foreign = new Signature(FOREIGN, "F");
    List<Json> chunks =
        chunks(
            new StreamEvent.ReasoningDelta(0, "Hm"),
            new StreamEvent.Signed(0, PartKind.REASONING, 0, own),
            new StreamEvent.TextDelta(0, "x"),
            new StreamEvent.Signed(0, PartKind.TEXT, 0, own),
            new StreamEvent.Signed(0, PartKind.TEXT, 0, foreign),
            new StreamEvent.Signed(0, PartKind.TOOL_CALL, 5, own),
            new StreamEvent.ToolCallStarted(0, 0, null, "f"),
            new StreamEvent.Signed(0, PartKind.TOOL_CALL, 0, own),
            new StreamEvent.ToolCallEnded(0, 0),
            new StreamEvent.OpaqueBlock(
                0, GeminiWire.DIALECT, "executableCode", "{\"executableCode\":{\"code\":\"1\"}}"),
            new StreamEvent.OpaqueBlock(
                0, GeminiWire.DIALECT, "groundingMetadata", "{\"groundingMetadata\":{\"a\":1}}"),
            new StreamEvent.OpaqueBlock(0, GeminiWire.DIALECT, "broken", "{"),
            new StreamEvent.OpaqueBlock(0, FOREIGN, "redacted", "{\"data\":\"x\"}"),
            finished(FinishReason.STOP));
    assertThat(chunks.stream().map(chunk -> part(chunk).json()))
        .containsExactly(
            "{\"text\":\"Hm\",\"thought\":true}",
            "{\"text\":\"\",\"thought\":true,\"thoughtSignature\":\"S\"}",
            "{\"text\":\"x\"}",
            "{\"text\":\"\",\"thoughtSignature\":\"S\"}",
            "{\"functionCall\":{\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"S\"}",
            "{\"executableCode\":{\"code\":\"1\"}}",
            "null",
            "{\"text\":\"\"}");
    assertThat(candidate(chunks.get(6)).at("groundingMetadata").json()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aListIsOneWellFormedTextHoweverItEnds() {
    List<StreamEvent> hello = List.of(STARTED, new StreamEvent.TextDelta(0, "],["));
    for (StreamEvent last :
        List.of(
            finished(FinishReason.STOP),
            new StreamEvent.Failed(ErrorFacts.of(ErrorKind.TRUNCATED, "It broke.")))) {
      List<StreamEvent> events = new java.util.ArrayList<>(hello);
      events.add(last);
      assertThat(Json.parse(GeminiWritten.stream(Form.LIST, events)).list()).hasSize(2);
      assertThat(Json.parse(GeminiWritten.stream(Form.LIST, List.of(last))).list()).hasSize(1);
    }
  }

  @Test
  void aBrokenStreamEndsWithItsErrorAndWithoutAReason() {
    String stream =
        GeminiWritten.stream(
                Form.EVENTS,
                List.of(
                    new StreamEvent.TextDelta(0, "x"),
                    new StreamEvent.Failed(ErrorFacts.of(ErrorKind.OVERLOADED, "Full."))))
            .toString();
    assertThat(stream).doesNotContain("finishReason");
    assertThat(stream.substring(stream.lastIndexOf("data: ")))
        .startsWith(
            "data: {\"error\":{\"code\":503,\"message\":\"Full.\",\"status\":\"UNAVAILABLE\"")
        .endsWith("\r\n\r\n");
  }

  @Test
  void silencesAreFilledWithBlankLines() {
    assertThat(
            new GeminiWriter(dev.maestro.dialect.RequestHead.of("m", Form.EVENTS), "i")
                .ping()
                .toString())
        .isBlank();
  }

  @Test
  void aCountIsTheTotal() {
    assertThat(new GeminiClient().counts().orElseThrow().write(7).toString())
        .isEqualTo("{\"totalTokens\":7}");
  }
}
