package dev.maestro.dialect.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.Recordings.Recording;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesRecordingsTest {
  private static final MessagesWire WIRE = new MessagesWire();

  @Test
  void everyRecordedStreamGivesWhatItsVendorSaidHoweverItIsCut() {
    Recordings.forEach("anthropic/messages", MessagesRecordingsTest::check);
  }

  private static void check(Recording recording) {
    Json expect = recording.expect();
    Answer answer = Answer.of(Recordings.everyCut(WIRE, recording.bytes()));
    assertThat(answer.started.id()).isEqualTo(expect.text("id"));
    assertThat(answer.started.model()).isEqualTo(expect.text("model"));
    assertThat(answer.first().text).hasToString(expect.textOrEmpty("text"));
    assertThat(answer.first().reasoning.length()).isEqualTo(expect.number("reasoning_text_utf16"));
    calls(expect.list("tool_calls"), answer);
    opaque(expect, answer);
    usage(expect.at("usage"), answer);
    if (expect.at("error").present()) {
      assertThat(answer.failed.error().code()).isEqualTo(expect.at("error").text("type"));
      assertThat(answer.failed.error().message()).isEqualTo(expect.at("error").text("message"));
    } else {
      assertThat(answer.finished.vendorReason()).isEqualTo(expect.text("stop_reason"));
      assertThat(answer.finished.stopSequence()).isEqualTo(expect.text("stop_sequence"));
    }
  }

  private static void calls(List<Json> expected, Answer answer) {
    assertThat(answer.first().calls).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      Answer.Call call = answer.first().calls.get(i);
      assertThat(call.id()).isEqualTo(expected.get(i).text("id"));
      assertThat(call.name()).isEqualTo(expected.get(i).text("name"));
      assertThat(call.parsed()).isEqualTo(expected.get(i).at("arguments"));
    }
  }

  private static void opaque(Json expect, Answer answer) {
    List<Json> blocks =
        answer.first().opaque.stream().map(block -> Json.parse(block.json())).toList();
    List<String> kept = List.of("text", "thinking", "tool_use");
    assertThat(blocks.stream().map(b -> b.text("type")).filter(t -> !t.equals("citations_delta")))
        .containsExactlyElementsOf(
            expect.list("blocks").stream()
                .map(block -> block.text("type"))
                .filter(type -> !kept.contains(type))
                .toList());
    assertThat(blocks.stream().filter(b -> b.text("type").equals("citations_delta")))
        .hasSize(expect.list("citations").size());
    List<Json> server = blocks.stream().filter(b -> b.text("type").endsWith("tool_use")).toList();
    assertThat(server).hasSize(expect.list("server_tool_calls").size());
    for (int i = 0; i < server.size(); i++) {
      Json wanted = expect.list("server_tool_calls").get(i);
      assertThat(server.get(i).text("id")).isEqualTo(wanted.text("id"));
      assertThat(server.get(i).text("name")).isEqualTo(wanted.text("name"));
      assertThat(server.get(i).at("input")).isEqualTo(wanted.at("arguments"));
    }
    long signed =
        expect.list("blocks").stream().filter(b -> b.number("signature_chars") > 0).count();
    assertThat(answer.first().signed).hasSize((int) signed);
  }

  private static void usage(Json expected, Answer answer) {
    assertThat(answer.usage.inputTokens())
        .isEqualTo(
            expected.number("input_tokens")
                + expected.number("cache_creation_input_tokens")
                + expected.number("cache_read_input_tokens"));
    assertThat(answer.usage.outputTokens()).isEqualTo(expected.number("output_tokens"));
    assertThat(answer.usage.cachedInputTokens())
        .isEqualTo(expected.number("cache_read_input_tokens"));
    assertThat(Json.parse(answer.usage.vendor())).isEqualTo(expected);
  }

  @Test
  void everyRecordedWholeAnswerGivesItsTextCallsAndUsage() {
    for (Recording recording : Recordings.bodies("anthropic/messages", "nonstream-")) {
      Json message = Json.parse(recording.bytes());
      Answer answer = Answer.of(WIRE.readWhole(recording.bytes()));
      StringBuilder text = new StringBuilder();
      message.list("content").forEach(block -> text.append(block.textOrEmpty("text")));
      assertThat(answer.first().text).as(recording.name()).hasToString(text.toString());
      calls(
          message.list("content").stream()
              .filter(block -> "tool_use".equals(block.text("type")))
              .map(MessagesRecordingsTest::asExpected)
              .toList(),
          answer);
      usage(message.at("usage"), answer);
      assertThat(answer.finished.vendorReason()).isEqualTo(message.text("stop_reason"));
    }
  }

  private static Json asExpected(Json block) {
    ObjectNode call = block.node().deepCopy();
    call.set("arguments", block.at("input").node());
    return new Json(call);
  }

  @Test
  void everyRecordedErrorGivesItsKindAndWords() {
    Map<String, ErrorKind> kinds =
        Map.of(
            "error-400-prompt-too-long.json", ErrorKind.INVALID_REQUEST,
            "error-401-authentication.json", ErrorKind.UNAUTHORIZED,
            "error-404-model.json", ErrorKind.MODEL_NOT_FOUND);
    for (Recording recording : Recordings.bodies("anthropic/messages", "error-")) {
      int status = Integer.parseInt(recording.name().substring(6, 9));
      ErrorFacts facts = WIRE.readError(status, Map.of(), recording.bytes());
      assertThat(facts.kind()).as(recording.name()).isEqualTo(kinds.get(recording.name()));
      assertThat(facts.message())
          .isEqualTo(Json.parse(recording.bytes()).at("error").text("message"));
    }
  }

  @Test
  void aRecordedStreamCutShortAnywhereIsNeverTakenForComplete() {
    Recordings.forEach(
        "anthropic/messages",
        recording -> {
          if (recording.bytes().length() < 8192 && !recording.expect().at("error").present()) {
            int complete = recording.bytes().toString().lastIndexOf("event: message_delta");
            for (int to = 1; to < complete; to += 37) {
              List<StreamEvent> events = Recordings.whole(WIRE, recording.bytes().slice(0, to));
              assertThat(events.getLast())
                  .as("cut at " + to)
                  .isInstanceOf(StreamEvent.Failed.class);
            }
          }
        });
  }
}
