package dev.maestro.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.Digest;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.Recordings.Recording;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordingsTest {
  private static final String API = "openai/chat";
  private final ChatWire wire = new ChatWire();

  @Test
  void everyRecordedStreamGivesWhatItHoldsHoweverItIsCut() {
    Recordings.forEach(API, this::check);
  }

  private void check(Recording recording) {
    Json expect = recording.expect();
    Answer answer = Answer.of(Recordings.everyCut(wire, recording.bytes()));

    assertThat(answer.failed).isNull();
    assertThat(answer.started.id()).isEqualTo(expect.text("id"));
    assertThat(answer.started.model()).isEqualTo(expect.text("model"));
    assertThat(answer.choices).hasSize(expect.list("choices").size());
    for (Json choice : expect.list("choices")) {
      choice(choice, answer.choice(choice.number("index", 0)));
    }
    if (expect.at("usage").present()) {
      usage(expect.at("usage"), answer);
    } else {
      assertThat(answer.usage).isNull();
    }
  }

  private static void choice(Json expect, Answer.Choice choice) {
    assertThat(choice.text.toString()).isEqualTo(expect.text("text"));
    assertThat(Digest.sha256(choice.text)).isEqualTo(expect.text("text_sha256"));
    assertThat(Digest.sha256(choice.reasoning)).isEqualTo(expect.text("reasoning_text_sha256"));
    assertThat(choice.refusal.toString()).isEqualTo(expect.textOrEmpty("refusal"));
    assertThat(choice.finish).isEqualTo(expect.text("finish_reason"));
    List<Json> calls = expect.list("tool_calls");
    assertThat(choice.calls).hasSize(calls.size());
    for (int index = 0; index < calls.size(); index++) {
      Answer.Call call = choice.calls.get(index);
      assertThat(call.id()).isEqualTo(calls.get(index).text("id"));
      assertThat(call.name()).isEqualTo(calls.get(index).text("name"));
      assertThat(call.parsed()).isEqualTo(calls.get(index).at("arguments"));
    }
    assertThat(choice.opaque.stream().anyMatch(block -> block.type().equals("logprobs")))
        .isEqualTo(expect.at("logprob_tokens").present());
  }

  private static void usage(Json expect, Answer answer) {
    assertThat(answer.usage.inputTokens()).isEqualTo(expect.number("prompt_tokens"));
    assertThat(answer.usage.outputTokens()).isEqualTo(expect.number("completion_tokens"));
    assertThat(answer.usage.totalTokens()).isEqualTo(expect.number("total_tokens"));
    assertThat(answer.usage.cachedInputTokens())
        .isEqualTo(expect.at("prompt_tokens_details").number("cached_tokens"));
    assertThat(answer.usage.reasoningTokens())
        .isEqualTo(expect.at("completion_tokens_details").number("reasoning_tokens"));
    assertThat(Json.parse(answer.usage.vendor())).isEqualTo(expect);
  }

  @Test
  void everyRecordedWholeAnswerGivesItsText() {
    for (Recording recording : Recordings.bodies(API, "nonstream-")) {
      Json body = Json.parse(recording.bytes());
      List<StreamEvent> events = wire.readWhole(recording.bytes());
      Answer answer = Answer.of(events);
      Json message = body.at("choices").at(0).at("message");

      assertThat(events.getFirst()).isInstanceOf(StreamEvent.Started.class);
      assertThat(answer.first().text.toString()).isEqualTo(message.text("content"));
      assertThat(answer.finished.vendorReason())
          .isEqualTo(body.at("choices").at(0).text("finish_reason"));
      assertThat(answer.first().opaque.stream().filter(b -> b.type().equals("annotations")).count())
          .isEqualTo(message.list("annotations").isEmpty() ? 0 : 1);
      assertThat(answer.usage.totalTokens()).isEqualTo(body.at("usage").number("total_tokens"));
    }
  }

  @Test
  void everyRecordedErrorKeepsTheVendorsWords() {
    for (Recording recording : Recordings.bodies(API, "error-")) {
      Json error = Json.parse(recording.bytes()).at("error");
      int status = Integer.parseInt(recording.name().substring(6, 9));
      var facts = wire.readError(status, Map.of(), recording.bytes());

      assertThat(facts.message()).isEqualTo(error.text("message"));
      assertThat(facts.code()).isEqualTo(error.text("code"));
      assertThat(facts.status()).isEqualTo(status);
      assertThat(facts.vendorBody()).isEqualTo(recording.bytes().toString());
      assertThat(facts.kind())
          .isEqualTo(status == 404 ? ErrorKind.MODEL_NOT_FOUND : ErrorKind.INVALID_REQUEST);
    }
  }
}
