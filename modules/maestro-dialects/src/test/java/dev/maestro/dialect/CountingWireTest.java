package dev.maestro.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.dialect.gemini.GeminiWire;
import dev.maestro.dialect.messages.MessagesWire;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountingWireTest {
  private static final ChatRequest REQUEST =
      ChatRequest.to("m")
          .system("Be brief.")
          .message(Message.text(Role.USER, "Hi"))
          .tool(new Tool("look", null, null, null))
          .temperature(0.5)
          .maxTokens(9)
          .stop("end")
          .reasoning(ReasoningOptions.effort("low"))
          .build();

  @Test
  void aQuestionHoldsWhatIsReadAndNotHowToAnswer() {
    assertThat(fields(MessagesWire.counting()))
        .contains("model", "messages", "system", "tools")
        .doesNotContain("max_tokens", "temperature", "stop_sequences", "stream");
    assertThat(fields(ResponsesWire.counting()))
        .contains("model", "input", "instructions", "tools", "reasoning")
        .doesNotContain("max_output_tokens", "temperature", "store", "include", "stream");
  }

  @Test
  void geminiGetsTheWholeRequestUnderItsModelsName() {
    Json body = written(GeminiWire.counting());

    assertThat(body.node().properties()).hasSize(1);
    assertThat(body.at("generateContentRequest").text("model")).isEqualTo("models/m");
    assertThat(body.at("generateContentRequest").at("systemInstruction").present()).isTrue();
    assertThat(body.at("generateContentRequest").list("tools")).hasSize(1);
  }

  @Test
  void whatTheWireCannotExpressIsToldAsForAnAnswer() {
    assertThat(ResponsesWire.counting().write(REQUEST, true).warnings())
        .isEqualTo(new ResponsesWire().write(REQUEST, true).warnings())
        .isNotEmpty();
  }

  @Test
  void aCountIsReadAsUsage() {
    assertThat(MessagesWire.counting().readWhole(Buffer.buffer("{\"input_tokens\":7}")))
        .containsExactly(
            new StreamEvent.Started(null, null),
            new StreamEvent.UsageReported(Usage.of(7, 0)),
            new StreamEvent.Finished(FinishReason.STOP, null, null));
    assertThat(GeminiWire.counting().readWhole(Buffer.buffer("{\"totalTokens\":7}")))
        .contains(new StreamEvent.UsageReported(Usage.of(7, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"input_tokens\":\"many\"}", "<html>"})
  void anythingElseIsNoCount(String body) {
    List<StreamEvent> events = ResponsesWire.counting().readWhole(Buffer.buffer(body));

    assertThat(events).hasSize(1);
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            StreamEvent.Failed.class,
            failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.MALFORMED));
  }

  @Test
  void errorsAndHeadersAreThoseOfTheAnsweringWire() {
    WireDialect counting = MessagesWire.counting();

    assertThat(counting.dialect()).isEqualTo(MessagesWire.DIALECT);
    assertThat(counting.isClientHeader("request-id")).isTrue();
    assertThat(counting.readError(429, Map.of(), Buffer.buffer()).kind())
        .isEqualTo(ErrorKind.RATE_LIMITED);
  }

  private static List<String> fields(WireDialect wire) {
    List<String> names = new java.util.ArrayList<>();
    written(wire).fields((name, value) -> names.add(name));
    return names;
  }

  private static Json written(WireDialect wire) {
    return Json.parse(wire.write(REQUEST, true).body());
  }
}
