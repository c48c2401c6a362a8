package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.Digest;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.Recordings.Recording;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordingsTest {
  private static final String API = "openai/responses";
  private static final Set<String> NEUTRAL = Set.of("message", "reasoning", "function_call");
  private final ResponsesWire wire = new ResponsesWire();

  @Test
  void everyRecordedStreamGivesWhatItHoldsHoweverItIsCut() {
    Recordings.forEach(API, this::check);
  }

  private void check(Recording recording) {
    Json expect = recording.expect();
    Answer answer = Answer.of(Recordings.everyCut(wire, recording.bytes()));

    assertThat(answer.started.id()).isEqualTo(expect.text("id"));
    assertThat(answer.started.model()).isEqualTo(expect.text("model"));
    if (expect.at("error").present()) {
      assertThat(answer.finished).isNull();
      assertThat(answer.failed.error().code()).isEqualTo(expect.at("error").text("code"));
      assertThat(answer.failed.error().message()).isEqualTo(expect.at("error").text("message"));
      assertThat(answer.failed.error().kind()).isEqualTo(ErrorKind.QUOTA_EXHAUSTED);
      return;
    }
    assertThat(answer.finished.vendorReason()).isEqualTo(expect.text("finish_reason"));
    content(expect, answer.first());
    usage(expect.at("usage"), answer);
  }

  private static void content(Json expect, Answer.Choice choice) {
    assertThat(choice.text.toString()).isEqualTo(expect.text("text"));
    assertThat(Digest.sha256(choice.text)).isEqualTo(expect.text("text_sha256"));
    assertThat(Digest.sha256(choice.reasoning)).isEqualTo(expect.text("reasoning_summary_sha256"));
    assertThat(choice.refusal.toString()).isEqualTo(expect.textOrEmpty("refusal"));
    List<Json> calls = expect.list("tool_calls");
    assertThat(choice.calls).hasSize(calls.size());
    for (int index = 0; index < calls.size(); index++) {
      assertThat(choice.calls.get(index).id()).isEqualTo(calls.get(index).text("id"));
      assertThat(choice.calls.get(index).name()).isEqualTo(calls.get(index).text("name"));
      assertThat(choice.calls.get(index).parsed()).isEqualTo(calls.get(index).at("arguments"));
    }
    for (Json item : expect.list("output_items")) {
      if (!NEUTRAL.contains(item.text("type"))) {
        assertThat(choice.opaque)
            .anyMatch(block -> Json.parse(block.json()).textOrEmpty("id").equals(item.text("id")));
      }
    }
    assertThat(choice.opaque.stream().filter(block -> block.type().equals("annotation")))
        .hasSizeGreaterThanOrEqualTo(expect.list("annotations").size());
  }

  private static void usage(Json expect, Answer answer) {
    assertThat(answer.usage.inputTokens()).isEqualTo(expect.number("input_tokens"));
    assertThat(answer.usage.outputTokens()).isEqualTo(expect.number("output_tokens"));
    assertThat(answer.usage.totalTokens()).isEqualTo(expect.number("total_tokens"));
    assertThat(answer.usage.cachedInputTokens())
        .isEqualTo(expect.at("input_tokens_details").number("cached_tokens"));
    assertThat(answer.usage.reasoningTokens())
        .isEqualTo(expect.at("output_tokens_details").number("reasoning_tokens"));
  }

  @Test
  void everyRecordedErrorHasItsKind() {
    Map<String, ErrorKind> kinds =
        Map.of(
            "error-400-context-length.json", ErrorKind.INVALID_REQUEST,
            "error-400-temperature.json", ErrorKind.INVALID_REQUEST,
            "error-401-invalid-key.json", ErrorKind.UNAUTHORIZED,
            "error-429-insufficient-quota.json", ErrorKind.QUOTA_EXHAUSTED);
    for (Recording recording : Recordings.bodies(API, "error-")) {
      int status = Integer.parseInt(recording.name().substring(6, 9));

      var facts = wire.readError(status, Map.of(), recording.bytes());

      assertThat(facts.kind()).as(recording.name()).isEqualTo(kinds.get(recording.name()));
      assertThat(facts.status()).isEqualTo(status);
    }
  }
}
