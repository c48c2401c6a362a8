package dev.maestro.dialect.gemini;

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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiReaderTest {
  private static final GeminiWire WIRE = new GeminiWire();

  private static String chunk(String parts, String rest) {
    return "{\"candidates\":[{\"content\":{\"parts\":[%s],\"role\":\"model\"},\"index\":0%s}],\"modelVersion\":\"g\",\"responseId\":\"r\"}"
        .formatted(parts, rest);
  }

  private static String ending(String reason) {
    return chunk("{\"text\":\"\"}", ",\"finishReason\":\"" + reason + "\"");
  }

  private static String stream(String... chunks) {
    StringBuilder stream = new StringBuilder();
    for (String chunk : chunks) {
      stream.append("data: ").append(chunk).append("\r\n\r\n");
    }
    return stream.toString();
  }

  private static List<StreamEvent> read(String... chunks) {
    return Recordings.everyCut(WIRE, Buffer.buffer(stream(chunks)));
  }

  private static StreamEvent signed(PartKind kind, int index, String value) {
    return new StreamEvent.Signed(0, kind, index, new Signature(GeminiWire.DIALECT, value));
  }

  @Test
  void thoughtsAndTextAreBlocksOfTheirOwnAndSignaturesStayOnThem() {
    assertThat(
            read(
                chunk("{\"text\":\"Hm\",\"thought\":true}", ""),
                chunk("{\"text\":\"Grüße \"}", ""),
                chunk("{\"text\":\"👋\"}", ""),
                chunk("{\"text\":\"\",\"thoughtSignature\":\"S\"}", ",\"finishReason\":\"STOP\"")))
        .containsExactly(
            new StreamEvent.Started("r", "g"),
            new StreamEvent.ReasoningDelta(0, "Hm"),
            new StreamEvent.PartEnded(0, PartKind.REASONING),
            new StreamEvent.TextDelta(0, "Grüße "),
            new StreamEvent.TextDelta(0, "👋"),
            signed(PartKind.TEXT, 0, "S"),
            new StreamEvent.PartEnded(0, PartKind.TEXT),
            new StreamEvent.Finished(FinishReason.STOP, "STOP", null));
  }

  @Test
  void callsGetIdsWhereTheVendorGivesNoneAndStopMeansToolCalls() {
    List<StreamEvent> events =
        read(
            chunk("{\"text\":\"Look.\"}", ""),
            chunk(
                "{\"functionCall\":{\"name\":\"f\",\"args\":{\"x\":1}},\"thoughtSignature\":\"S\"},"
                    + "{\"functionCall\":{\"name\":\"f\"}}",
                ""),
            chunk("{\"functionCall\":{\"id\":\"own\",\"name\":\"g\",\"args\":{}}}", ""),
            ending("STOP"));
    Answer answer = Answer.of(events);
    assertThat(answer.first().calls).hasSize(3);
    assertThat(answer.first().calls.get(0).id()).startsWith("call_");
    assertThat(answer.first().calls.stream().map(Answer.Call::id)).doesNotHaveDuplicates();
    assertThat(answer.first().calls.get(2).id()).isEqualTo("own");
    assertThat(answer.first().calls.stream().map(Answer.Call::arguments))
        .containsExactly("{\"x\":1}", "", "");
    assertThat(events)
        .contains(
            signed(PartKind.TOOL_CALL, 0, "S"),
            new StreamEvent.PartEnded(0, PartKind.TEXT),
            new StreamEvent.ToolCallEnded(0, 2));
    assertThat(answer.finished)
        .isEqualTo(new StreamEvent.Finished(FinishReason.TOOL_CALLS, "STOP", null));
  }

  @Test
  void idsDifferBetweenAnswersAlsoWhereTheVendorNamesNone() {
    String unnamed =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]},\"finishReason\":\"STOP\"}]}";
    String one = Answer.of(WIRE.readWhole(Buffer.buffer(unnamed))).first().calls.getFirst().id();
    String two = Answer.of(WIRE.readWhole(Buffer.buffer(unnamed))).first().calls.getFirst().id();
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void argumentsInPiecesArePutTogether() {
    List<StreamEvent> events =
        read(
            chunk("{\"functionCall\":{\"willContinue\":true}}", ""),
            chunk("{\"functionCall\":{\"name\":\"f\",\"willContinue\":true}}", ""),
            partial("{\"jsonPath\":\"$.city\",\"stringValue\":\"Bos\",\"willContinue\":true}"),
            partial("{\"jsonPath\":\"$.city\",\"stringValue\":\"ton\"}"),
            chunk("{\"functionCall\":{\"willContinue\":true}}", ""),
            partial(
                "{\"jsonPath\":\"$.days[1].n\",\"numberValue\":2.5},"
                    + "{\"jsonPath\":\"$.days[0]['a b']\",\"boolValue\":true},"
                    + "{\"jsonPath\":\"$.days[1].x\",\"nullValue\":null},"
                    + "{\"jsonPath\":\"$[\\\"q\\\"]\",\"stringValue\":\"\"}"),
            chunk("{\"functionCall\":{}}", ""),
            chunk("{\"functionCall\":{\"name\":\"g\",\"willContinue\":true}}", ""),
            partial("{\"jsonPath\":\"$.a\",\"stringValue\":\"b\"}"),
            ending("STOP"));
    Answer answer = Answer.of(events);
    assertThat(answer.first().calls).hasSize(2);
    assertThat(answer.first().calls.get(0).parsed())
        .isEqualTo(
            Json.parse(
                "{\"city\":\"Boston\",\"days\":[{\"a b\":true},{\"n\":2.5,\"x\":null}],\"q\":\"\"}"));
    assertThat(answer.first().calls.get(1).arguments()).isEqualTo("{\"a\":\"b\"}");
    assertThat(events).filteredOn(StreamEvent.ToolCallEnded.class::isInstance).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"9000,false", "5001,true"})
  void placesThatPathsSkipAreBoundInAllOfACall(int last, boolean fails) {
    String first = fails ? "{\"jsonPath\":\"$.a[5000]\",\"numberValue\":1}," : "";
    String second = "{\"jsonPath\":\"$.b[" + last + "]\",\"numberValue\":1}";
    List<StreamEvent> events =
        Recordings.text(
            WIRE,
            stream(
                chunk("{\"functionCall\":{\"name\":\"f\",\"willContinue\":true}}", ""),
                partial(first + second),
                ending("STOP")));
    assertThat(events.getLast() instanceof StreamEvent.Failed).isEqualTo(fails);
  }

  private static String partial(String pieces) {
    return chunk("{\"functionCall\":{\"partialArgs\":[" + pieces + "],\"willContinue\":true}}", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "$", "$.", "$.a[", "$.a[20000]", "a", "$.a..b", "$[0]", "$.a[0][1].b]"})
  void aPathThatCannotBeReadFailsTheStream(String path) {
    List<StreamEvent> events =
        read(
            chunk("{\"functionCall\":{\"name\":\"f\",\"willContinue\":true}}", ""),
            partial("{\"jsonPath\":\"" + path + "\",\"stringValue\":\"b\"}"),
            ending("STOP"));
    assertThat(Recordings.failure(events).kind()).isEqualTo(ErrorKind.MALFORMED);
  }

  @Test
  void argumentsAreHeldBackOnlyUpToABound() {
    StreamReader reader = WIRE.reader();
    reader.read(
        new SseEvent(null, chunk("{\"functionCall\":{\"name\":\"f\",\"willContinue\":true}}", "")));
    String piece =
        partial("{\"jsonPath\":\"$.a\",\"stringValue\":\"" + "a".repeat(5 << 20) + "\"}");
    List<StreamEvent> events = new ArrayList<>();
    for (int i = 0; i < 8 && events.isEmpty(); i++) {
      events.addAll(reader.read(new SseEvent(null, piece)));
    }
    assertThat(Recordings.failure(events).kind()).isEqualTo(ErrorKind.MALFORMED);
    assertThat(reader.end("")).isEmpty();
  }

  @Test
  void whatOnlyTheVendorUnderstandsIsKeptWhole() {
    String code =
        "{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1\"},\"thoughtSignature\":\"S\"}";
    Answer answer =
        Answer.of(
            read(
                chunk("{\"text\":\"a\"}," + code + ",{\"news\":1},7", ""),
                chunk(
                    "{\"thoughtSignature\":\"T\"}",
                    ",\"finishReason\":\"STOP\",\"groundingMetadata\":{\"webSearchQueries\":[\"q\"]}")));
    assertThat(answer.first().opaque)
        .containsExactly(
            new StreamEvent.OpaqueBlock(0, GeminiWire.DIALECT, "executableCode", code),
            new StreamEvent.OpaqueBlock(0, GeminiWire.DIALECT, "news", "{\"news\":1}"),
            new StreamEvent.OpaqueBlock(
                0,
                GeminiWire.DIALECT,
                "groundingMetadata",
                "{\"groundingMetadata\":{\"webSearchQueries\":[\"q\"]}}"));
    assertThat(answer.first().signed)
        .containsExactly((StreamEvent.Signed) signed(PartKind.TEXT, 0, "T"));
  }

  @Test
  void severalCandidatesAreSeveralChoices() {
    String both =
        "{\"candidates\":[{\"index\":0,\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"},"
            + "{\"index\":1,\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}";
    String rest = "{\"candidates\":[{\"index\":1,\"finishReason\":\"MAX_TOKENS\"}]}";
    Answer answer = Answer.of(read(both, rest));
    assertThat(answer.choice(0).text).hasToString("a");
    assertThat(answer.choice(1).text).hasToString("b");
    assertThat(answer.choice(1).finish).isEqualTo("MAX_TOKENS");
    assertThat(answer.finished.reason()).isEqualTo(FinishReason.STOP);
    assertThat(Recordings.failure(read(both)).kind()).isEqualTo(ErrorKind.TRUNCATED);
  }

  @Test
  void candidatesAreTakenOnlyUpToABound() {
    StringBuilder many = new StringBuilder("{\"candidates\":[");
    for (int i = 0; i < 65; i++) {
      many.append(i == 0 ? "" : ",").append("{\"index\":").append(i).append('}');
    }
    assertThat(Recordings.failure(WIRE.readWhole(Buffer.buffer(many + "]}"))).kind())
        .isEqualTo(ErrorKind.MALFORMED);
  }

  @Test
  void usageAddsThoughtsAndToolInputAndIsToldOnlyWhenItChanges() {
    String usage =
        ",\"usageMetadata\":{\"promptTokenCount\":10,\"toolUsePromptTokenCount\":5,\"candidatesTokenCount\":3,"
            + "\"thoughtsTokenCount\":4,\"cachedContentTokenCount\":6}}";
    String first =
        chunk("{\"text\":\"a\"}", "").replaceFirst("}$", ",\"usageMetadata\":{\"x\":1}}");
    String again = chunk("{\"text\":\"a\"}", "").replaceFirst("}$", usage);
    String last = ending("STOP").replaceFirst("}$", usage);
    List<StreamEvent> events = read(first, again, last);
    List<StreamEvent> told =
        events.stream().filter(StreamEvent.UsageReported.class::isInstance).toList();
    assertThat(told).hasSize(1);
    Answer answer = Answer.of(events);
    assertThat(answer.usage.inputTokens()).isEqualTo(15);
    assertThat(answer.usage.outputTokens()).isEqualTo(7);
    assertThat(answer.usage.cachedInputTokens()).isEqualTo(6);
    assertThat(answer.usage.reasoningTokens()).isEqualTo(4);
    assertThat(answer.usage.vendor()).startsWith("{\"promptTokenCount\":10");
  }

  @Test
  void aBlockedPromptIsAContentFilter() {
    Answer answer = Answer.of(read("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}"));
    assertThat(answer.finished)
        .isEqualTo(new StreamEvent.Finished(FinishReason.CONTENT_FILTER, "SAFETY", null));
  }

  @ParameterizedTest
  @CsvSource({
    "STOP,STOP",
    "MAX_TOKENS,LENGTH",
    "SAFETY,CONTENT_FILTER",
    "RECITATION,CONTENT_FILTER",
    "BLOCKLIST,CONTENT_FILTER",
    "PROHIBITED_CONTENT,CONTENT_FILTER",
    "SPII,CONTENT_FILTER",
    "IMAGE_SAFETY,CONTENT_FILTER"
  })
  void everyFinishReasonHasItsNeutralWord(String vendor, FinishReason neutral) {
    assertThat(Answer.of(read(ending(vendor))).finished)
        .isEqualTo(new StreamEvent.Finished(neutral, vendor, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "OTHER", "NEW_ONE"})
  void anEndThatIsAFailureFails(String reason) {
    ErrorFacts facts =
        Recordings.failure(
            read(
                chunk(
                    "",
                    ",\"finishReason\":\"" + reason + "\",\"finishMessage\":\"Bad call: f(\"")));
    assertThat(facts.kind()).isEqualTo(ErrorKind.VENDOR_FAILURE);
    assertThat(facts.code()).isEqualToIgnoringCase(reason);
    assertThat(facts.message()).contains(reason, "Bad call: f(");
    assertThat(Recordings.failure(read(ending(reason))).message()).endsWith(reason + ".");
  }

  @Test
  void anErrorInsideTheStreamFailsItInEitherForm() {
    String error =
        "{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}";
    String begun = chunk("{\"text\":\"a\"}", "");
    for (String stream :
        List.of(
            stream(begun, error),
            stream(begun, error, begun),
            stream(begun) + error + "\n",
            stream(begun) + "[" + error + "]")) {
      ErrorFacts facts = Recordings.failure(Recordings.everyCut(WIRE, Buffer.buffer(stream)));
      assertThat(facts.kind()).isEqualTo(ErrorKind.OVERLOADED);
      assertThat(facts.status()).isEqualTo(503);
      assertThat(facts.message()).isEqualTo("The model is overloaded.");
      assertThat(facts.fromVendor()).isTrue();
    }
    assertThat(read(error)).hasSize(1);
    assertThat(Recordings.failure(read("{\"error\":{\"code\":7}}")).status()).isEqualTo(500);
  }

  @Test
  void aStreamWithoutItsEndIsTruncated() {
    assertThat(Recordings.failure(read(chunk("{\"text\":\"a\"}", ""))).kind())
        .isEqualTo(ErrorKind.TRUNCATED);
    assertThat(Recordings.failure(WIRE.reader().end("")).kind()).isEqualTo(ErrorKind.TRUNCATED);
    assertThat(Recordings.failure(WIRE.reader().end("{cut")).kind()).isEqualTo(ErrorKind.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "7", "{} x", "<html>", "[7]"})
  void whatCannotBeReadFailsAndDoesNotThrow(String data) {
    StreamReader reader = WIRE.reader();
    assertThat(Recordings.failure(reader.read(new SseEvent(null, data))).kind())
        .isEqualTo(ErrorKind.MALFORMED);
    assertThat(reader.read(new SseEvent(null, ending("STOP")))).isEmpty();
    assertThat(Recordings.failure(WIRE.readWhole(Buffer.buffer(data))).kind())
        .isEqualTo(ErrorKind.MALFORMED);
  }

  @Test
  void aStreamThatCameAsOneListIsReadWhole() {
    Answer answer =
        Answer.of(
            WIRE.readWhole(
                Buffer.buffer("[" + chunk("{\"text\":\"a\"}", "") + ",\n" + ending("STOP") + "]")));
    assertThat(answer.first().text).hasToString("a");
    assertThat(answer.finished.reason()).isEqualTo(FinishReason.STOP);
    assertThat(Recordings.failure(WIRE.readWhole(Buffer.buffer("[{\"error\":{\"code\":429}}]"))))
        .extracting(ErrorFacts::kind)
        .isEqualTo(ErrorKind.RATE_LIMITED);
  }
}
