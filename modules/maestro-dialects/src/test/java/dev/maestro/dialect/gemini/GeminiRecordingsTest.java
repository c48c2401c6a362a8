package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.Recordings.Recording;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeminiRecordingsTest {
  private static final String API = "gemini/generateContent";
  private static final GeminiWire WIRE = new GeminiWire();

  @Test
  void everyRecordedStreamGivesWhatItsVendorSaidHoweverItIsCut() {
    Recordings.forEach(API, GeminiRecordingsTest::check);
  }

  private static void check(Recording recording) {
    Json expect = recording.expect();
    Answer answer = Answer.of(Recordings.everyCut(WIRE, recording.bytes()));
    assertThat(answer.started.id()).isEqualTo(expect.text("id"));
    assertThat(answer.started.model()).isEqualTo(expect.text("model"));
    for (Json candidate : expect.list("candidates")) {
      Answer.Choice choice = answer.choice((int) candidate.number("index"));
      assertThat(choice.text).hasToString(candidate.textOrEmpty("text"));
      assertThat(choice.reasoning.length()).isEqualTo(candidate.number("reasoning_text_utf16"));
      assertThat(choice.finish).isEqualTo(candidate.text("finish_reason"));
      calls(candidate.list("tool_calls"), choice);
      blocks(candidate, choice);
    }
    usage(expect.at("usage"), answer);
    if (expect.at("prompt_feedback").present()) {
      assertThat(answer.finished.reason()).isEqualTo(FinishReason.CONTENT_FILTER);
      assertThat(answer.finished.vendorReason())
          .isEqualTo(expect.at("prompt_feedback").text("blockReason"));
    }
  }

  private static void calls(List<Json> expected, Answer.Choice choice) {
    assertThat(choice.calls).hasSize(expected.size());
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < expected.size(); i++) {
      Answer.Call call = choice.calls.get(i);
      int index = i;
      assertThat(ids.add(call.id())).as("an id of its own").isTrue();
      if (expected.get(i).text("id") != null) {
        assertThat(call.id()).isEqualTo(expected.get(i).text("id"));
      }
      assertThat(call.name()).isEqualTo(expected.get(i).text("name"));
      assertThat(call.parsed()).isEqualTo(expected.get(i).at("arguments"));
      assertThat(
              choice.signed.stream()
                  .anyMatch(signed ->
                      signed.kind() == StreamEvent.PartKind.TOOL_CALL && signed.index() == index))
          .isEqualTo(expected.get(i).isTrue("has_signature"));
    }
  }

  private static void blocks(Json candidate, Answer.Choice choice) {
    List<String> spoken = List.of("text", "functionCall");
    List<String> signed =
        candidate.list("thought_signatures").stream()
            .map(signature -> signature.textOrEmpty("on"))
            .filter(spoken::contains)
            .toList();
    assertThat(choice.signed).hasSize(signed.size());
    Set<String> kinds = new HashSet<>();
    candidate.list("part_kinds_in_order").forEach(kind -> kinds.add(kind.text()));
    kinds.removeAll(List.of("text", "functionCall", "thought"));
    assertThat(choice.opaque.stream().map(StreamEvent.OpaqueBlock::type))
        .as("blocks")
        .containsAll(kinds);
  }

  private static void usage(Json expected, Answer answer) {
    if (!expected.present()) {
      assertThat(answer.usage).isNull();
      return;
    }
    assertThat(answer.usage.inputTokens())
        .isEqualTo(
            expected.number("promptTokenCount") + expected.number("toolUsePromptTokenCount"));
    assertThat(answer.usage.outputTokens())
        .isEqualTo(expected.number("candidatesTokenCount") + expected.number("thoughtsTokenCount"));
    assertThat(answer.usage.totalTokens()).isEqualTo(expected.number("totalTokenCount"));
    assertThat(answer.usage.reasoningTokens()).isEqualTo(expected.number("thoughtsTokenCount"));
  }

  @Test
  void everyRecordedWholeAnswerGivesItsTextAndEnd() {
    for (Recording recording : Recordings.bodies(API, "nonstream-")) {
      Json body = Json.parse(recording.bytes());
      Answer answer = Answer.of(WIRE.readWhole(recording.bytes()));
      StringBuilder text = new StringBuilder();
      body.at("candidates")
          .at(0)
          .at("content")
          .list("parts")
          .forEach(part -> text.append(part.textOrEmpty("text")));
      assertThat(answer.first().text).as(recording.name()).hasToString(text.toString());
      assertThat(answer.finished).as(recording.name()).isNotNull();
      String reason = body.at("candidates").at(0).text("finishReason");
      assertThat(answer.finished.vendorReason())
          .isEqualTo(reason == null ? body.at("promptFeedback").text("blockReason") : reason);
    }
  }

  @Test
  void everyRecordedErrorGivesItsKindAndWords() {
    Map<String, ErrorKind> kinds =
        Map.of(
            "error-400-api-key.json", ErrorKind.UNAUTHORIZED,
            "error-404-model.json", ErrorKind.MODEL_NOT_FOUND,
            "error-429-quota.json", ErrorKind.RATE_LIMITED);
    for (Recording recording : Recordings.bodies(API, "error-")) {
      int status = Integer.parseInt(recording.name().substring(6, 9));
      ErrorFacts facts = WIRE.readError(status, Map.of(), recording.bytes());
      assertThat(facts.kind()).as(recording.name()).isEqualTo(kinds.get(recording.name()));
      assertThat(facts.status()).isEqualTo(status);
      assertThat(facts.retryAfter()).isEqualTo(status == 429 ? Duration.ofSeconds(48) : null);
    }
  }

  @Test
  void aRecordedStreamCutShortAnywhereIsNeverTakenForComplete() {
    Recordings.forEach(
        API,
        recording -> {
          String text = recording.bytes().toString();
          int complete = text.lastIndexOf("\"finishReason\"");
          for (int to = 1; to < Math.min(complete, 8192); to += 37) {
            List<StreamEvent> events = Recordings.whole(WIRE, recording.bytes().slice(0, to));
            assertThat(events.getLast()).as("cut at " + to).isInstanceOf(StreamEvent.Failed.class);
          }
        });
  }
}
