package dev.maestro.dialect.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesThinkingTest {
  private static final String OLD = "claude-sonnet-4-5";
  private static final String NEW = "claude-opus-4-7";

  private static ChatRequestBuilder ask(String model, ReasoningOptions reasoning) {
    return ChatRequest.to(model)
        .message(Message.text(Role.USER, "hi"))
        .tool(new Tool("f", null, null, null))
        .reasoning(reasoning);
  }

  private static Written written(ChatRequestBuilder request) {
    return new MessagesWire().write(request.build(), false);
  }

  private static Json body(ChatRequestBuilder request) {
    return Json.parse(written(request).body());
  }

  @ParameterizedTest
  @CsvSource({"minimal,1024", "low,2048", "medium,8192", "high,24576", "xhigh,32000", "max,32000"})
  void olderModelsGetABudgetForAnEffortAndRoomForTheAnswer(String effort, int budget) {
    Json body = body(ask(OLD, ReasoningOptions.effort(effort)));
    assertThat(body.at("thinking").text("type")).isEqualTo("enabled");
    assertThat(body.at("thinking").number("budget_tokens")).isEqualTo(budget);
    assertThat(body.number("max_tokens")).isEqualTo(budget + 4096);
    assertThat(body.at("output_config").present()).isFalse();
  }

  @Test
  void newerModelsGetAnEffort() {
    Json body = body(ask(NEW, new ReasoningOptions(null, "high", null, true)));
    assertThat(body.at("thinking").json())
        .isEqualTo("{\"type\":\"adaptive\",\"display\":\"summarized\"}");
    assertThat(body.at("output_config").json()).isEqualTo("{\"effort\":\"high\"}");
    Written least = written(ask(NEW, ReasoningOptions.effort("minimal")));
    assertThat(Json.parse(least.body()).at("output_config").text("effort")).isEqualTo("low");
    assertThat(least.warnings().stream().map(Warning::code)).containsExactly("clamped");
    assertThat(body(ask(NEW, new ReasoningOptions(true, null, null, false))).at("thinking").json())
        .isEqualTo("{\"type\":\"adaptive\",\"display\":\"omitted\"}");
  }

  @ParameterizedTest
  @CsvSource({"1024,low", "8000,medium", "20000,high"})
  void aBudgetBecomesAnEffortWhereTheModelTakesNone(int budget, String effort) {
    Written written = written(ask(NEW, new ReasoningOptions(true, null, budget, null)));
    assertThat(Json.parse(written.body()).at("output_config").text("effort")).isEqualTo(effort);
    assertThat(written.warnings().stream().map(Warning::code)).containsExactly("moved");
  }

  @Test
  void aBudgetStaysBelowTheBoundOfTheAnswer() {
    Written written =
        written(ask(OLD, new ReasoningOptions(true, null, 5000, null)).maxTokens(2000));
    assertThat(Json.parse(written.body()).at("thinking").number("budget_tokens")).isEqualTo(1999);
    assertThat(written.warnings().stream().map(Warning::code)).containsExactly("clamped");
    Written none = written(ask(OLD, ReasoningOptions.effort("low")).maxTokens(500));
    assertThat(Json.parse(none.body()).at("thinking").present()).isFalse();
    assertThat(none.warnings()).hasSize(1);
  }

  @Test
  void thinkingIsSwitchedOff() {
    for (ReasoningOptions off :
        new ReasoningOptions[] {
          ReasoningOptions.effort("none"), new ReasoningOptions(false, null, null, null)
        }) {
      assertThat(body(ask(NEW, off)).at("thinking").json()).isEqualTo("{\"type\":\"disabled\"}");
    }
    Json unsaid = body(ask(NEW, new ReasoningOptions(null, null, null, null)));
    assertThat(unsaid.at("thinking").present()).isFalse();
  }

  @Test
  void settingsThatClashWithThinkingAreLeftOutWithAWarning() {
    Written written =
        written(ask(OLD, ReasoningOptions.effort("low")).temperature(0.2).topK(3).topP(0.5));
    Json body = Json.parse(written.body());
    for (String field : new String[] {"temperature", "top_k", "top_p"}) {
      assertThat(body.at(field).present()).as(field).isFalse();
      assertThat(written.warnings().stream().map(Warning::field)).contains(field);
    }
    Json off = body(ask(OLD, ReasoningOptions.effort("none")).temperature(0.2));
    assertThat(off.at("temperature").present()).isTrue();
  }

  @Test
  void aForcedToolGoesBeforeThinking() {
    Written old = written(ask(OLD, ReasoningOptions.effort("low")).toolChoice(ToolChoice.one("f")));
    assertThat(Json.parse(old.body()).at("thinking").present()).isFalse();
    assertThat(old.warnings().stream().map(Warning::field)).containsExactly("reasoning");
    Json young =
        body(
            ask(NEW, ReasoningOptions.effort("low"))
                .toolChoice(ToolChoice.of(ToolChoice.Mode.REQUIRED)));
    assertThat(young.at("thinking").present()).isFalse();
    assertThat(young.at("output_config").text("effort")).isEqualTo("low");
  }

  @Test
  void modelsThatDoNotThinkAreNotAskedTo() {
    Written written = written(ask("claude-3-haiku-20240307", ReasoningOptions.effort("low")));
    assertThat(Json.parse(written.body()).at("thinking").present()).isFalse();
    assertThat(written.warnings()).hasSize(1);
  }

  private static ChatRequestBuilder answered(String model, Part... said) {
    return ask(model, ReasoningOptions.effort("low"))
        .message(new Message(Role.ASSISTANT, List.of(said)))
        .message(
            new Message(
                Role.TOOL,
                List.of(new Part.ToolResult("c", "f", List.of(Part.Text.of("x")), false))));
  }

  @Test
  void aTurnThatBeganWithoutItsThoughtsGoesOnWithoutABudget() {
    Part call = new Part.ToolCall("c", "f", "{}", null);
    Part foreign = new Part.Reasoning("Hm", new Signature(new Dialect("other"), "S"));
    Part own = new Part.Reasoning("Hm", new Signature(MessagesWire.DIALECT, "S"));
    Part redacted =
        new Part.Opaque(MessagesWire.DIALECT, "{\"type\":\"redacted_thinking\",\"data\":\"x\"}");

    for (ChatRequestBuilder bare :
        List.of(answered(OLD, call), answered(OLD, Part.Text.of("I look."), own, call))) {
      Written written = written(bare.maxTokens(5000));
      assertThat(Json.parse(written.body()).at("thinking").present()).isFalse();
      assertThat(Json.parse(written.body()).number("max_tokens")).isEqualTo(5000);
      assertThat(written.warnings().stream().map(Warning::field)).containsExactly("reasoning");
    }
    assertThat(body(answered(OLD, foreign, call)).at("thinking").present()).isFalse();
    for (ChatRequestBuilder thought :
        List.of(
            answered(OLD, own, call),
            answered(OLD, redacted, call),
            answered(OLD, call).message(Message.text(Role.ASSISTANT, "Done.")),
            answered(OLD, call)
                .message(Message.text(Role.ASSISTANT, "Done."))
                .message(Message.text(Role.USER, "And?")))) {
      assertThat(body(thought).at("thinking").text("type")).isEqualTo("enabled");
    }
    assertThat(body(answered(NEW, call)).at("thinking").text("type")).isEqualTo("adaptive");
  }
}
