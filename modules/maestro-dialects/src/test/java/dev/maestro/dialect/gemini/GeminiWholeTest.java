package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiWholeTest {
  private static final StreamEvent STARTED = new StreamEvent.Started("vendor-1", "m1");
  private static final StreamEvent USAGE =
      new StreamEvent.UsageReported(new Usage(9, 8, 4, 2, 3, "{\"x\":1}"));

  private static StreamEvent finished(FinishReason reason) {
    return new StreamEvent.Finished(reason, "end_turn", null);
  }

  private static Json candidate(Json response) {
    return response.at("candidates").at(0);
  }

  @Test
  void aWholeAnswerHasTheSamePartsWithTheirTextTogether() {
    Signature own = new Signature(GeminiWire.DIALECT, "S");
    Json body =
        Json.parse(
            GeminiWritten.whole(
                List.of(
                    STARTED,
                    new StreamEvent.ReasoningDelta(0, "H"),
                    new StreamEvent.ReasoningDelta(0, "m"),
                    new StreamEvent.PartEnded(0, PartKind.REASONING),
                    new StreamEvent.TextDelta(0, "H"),
                    new StreamEvent.TextDelta(0, "i"),
                    new StreamEvent.Signed(0, PartKind.TEXT, 0, own),
                    new StreamEvent.TextDelta(0, "!"),
                    new StreamEvent.ToolCallStarted(0, 0, "c", "f"),
                    new StreamEvent.ToolCallEnded(0, 0),
                    new StreamEvent.ToolCallStarted(0, 1, "d", "g"),
                    new StreamEvent.OpaqueBlock(
                        0, GeminiWire.DIALECT, "citationMetadata", "{\"citationMetadata\":{}}"),
                    new StreamEvent.TextDelta(1, "Other"),
                    new StreamEvent.ChoiceFinished(1, FinishReason.LENGTH, "length"),
                    USAGE,
                    finished(FinishReason.TOOL_CALLS))));
    assertThat(candidate(body).at("content").at("parts").json())
        .isEqualTo(
            "[{\"text\":\"Hm\",\"thought\":true},{\"text\":\"Hi\",\"thoughtSignature\":\"S\"},"
                + "{\"text\":\"!\"},{\"functionCall\":{\"id\":\"c\",\"name\":\"f\",\"args\":{}}},"
                + "{\"functionCall\":{\"id\":\"d\",\"name\":\"g\",\"args\":{}}}]");
    assertThat(candidate(body).at("citationMetadata").present()).isTrue();
    assertThat(body.at("candidates").at(1).text("finishReason")).isEqualTo("MAX_TOKENS");
    assertThat(body.at("usageMetadata").number("totalTokenCount")).isEqualTo(17);
    assertThat(body.text("responseId")).isEqualTo("answer-1");
    assertThat(body.text("modelVersion")).isEqualTo("m1");
  }

  @Test
  void anEmptyWholeAnswerHasOneEmptyPartAndABlockedOneNone() {
    Json empty = Json.parse(GeminiWritten.whole(List.of(finished(FinishReason.STOP))));
    assertThat(candidate(empty).at("content").at("parts").at(0).json())
        .isEqualTo("{\"text\":\"\"}");
    assertThat(empty.text("modelVersion")).isEqualTo("vendor-model");
    assertThat(empty.at("usageMetadata").present()).isFalse();
    Json blocked = Json.parse(GeminiWritten.whole(List.of(finished(FinishReason.CONTENT_FILTER))));
    assertThat(blocked.at("candidates").present()).isFalse();
    assertThat(blocked.at("promptFeedback").text("blockReason")).isEqualTo("SAFETY");
  }
}
