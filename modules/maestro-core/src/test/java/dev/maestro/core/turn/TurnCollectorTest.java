package dev.maestro.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnCollectorTest {
  private static final Dialect VENDOR = new Dialect("vendor");

  private static Signature signature(String value) {
    return new Signature(VENDOR, value);
  }

  private static List<Part> parts(StreamEvent... events) {
    TurnCollector turn = new TurnCollector(1_000);
    List.of(events).forEach(turn::add);
    return turn.parts();
  }

  @Test
  void blocksComeBackInTheirOrderWithTheirSignatures() {
    assertThat(
            parts(
                new StreamEvent.Started("a", "m"),
                new StreamEvent.ReasoningDelta(0, "I think"),
                new StreamEvent.ReasoningDelta(0, " so."),
                new StreamEvent.Signed(0, PartKind.REASONING, 0, signature("s1")),
                new StreamEvent.PartEnded(0, PartKind.REASONING),
                new StreamEvent.OpaqueBlock(0, VENDOR, "redacted", "{\"data\":1.50}"),
                new StreamEvent.TextDelta(0, "Look"),
                new StreamEvent.TextDelta(0, "ing."),
                new StreamEvent.ToolCallStarted(0, 0, "call-a", "weather"),
                new StreamEvent.ToolCallDelta(0, 0, "{\"city\":"),
                new StreamEvent.ToolCallStarted(0, 1, "call-b", "time"),
                new StreamEvent.ToolCallDelta(0, 0, "\"Oslo\"}"),
                new StreamEvent.Signed(0, PartKind.TOOL_CALL, 0, signature("s2")),
                new StreamEvent.ToolCallEnded(0, 0),
                new StreamEvent.ToolCallEnded(0, 1)))
        .containsExactly(
            new Part.Reasoning("I think so.", signature("s1")),
            new Part.Opaque(VENDOR, "{\"data\":1.50}"),
            Part.Text.of("Looking."),
            new Part.ToolCall("call-a", "weather", "{\"city\":\"Oslo\"}", signature("s2")),
            new Part.ToolCall("call-b", "time", "{}", null));
  }

  @Test
  void aSignedBlockIsNotMergedWithWhatFollows() {
    assertThat(
            parts(
                new StreamEvent.TextDelta(0, "one"),
                new StreamEvent.Signed(0, PartKind.TEXT, 0, signature("s1")),
                new StreamEvent.TextDelta(0, "two"),
                new StreamEvent.PartEnded(0, PartKind.TEXT),
                new StreamEvent.TextDelta(0, "three"),
                new StreamEvent.ReasoningDelta(0, "hm"),
                new StreamEvent.Signed(0, PartKind.TEXT, 0, signature("s2"))))
        .containsExactly(
            new Part.Text("one", signature("s1")),
            Part.Text.of("two"),
            Part.Text.of("three"),
            new Part.Reasoning("hm", null),
            new Part.Text("", signature("s2")));
  }

  @Test
  void onlyTheFirstOfSeveralAnswersCounts() {
    assertThat(
            parts(
                new StreamEvent.TextDelta(1, "other"),
                new StreamEvent.ToolCallStarted(1, 0, "c", "f"),
                new StreamEvent.ToolCallDelta(1, 0, "{}"),
                new StreamEvent.TextDelta(0, "this")))
        .containsExactly(Part.Text.of("this"));
  }

  @Test
  void whatIsLargerThanTheBoundIsNotHeld() {
    TurnCollector turn = new TurnCollector(74); // the text, and what a part costs
    turn.add(new StreamEvent.TextDelta(0, "x".repeat(10)));
    assertThat(turn.isTooLarge()).isFalse();
    turn.add(new StreamEvent.TextDelta(0, "y"));
    assertThat(turn.isTooLarge()).isTrue();
    assertThat(turn.parts()).isEmpty();
    turn.add(new StreamEvent.ToolCallStarted(0, 0, "call", "f"));
    assertThat(turn.parts()).isEmpty();
  }

  @Test
  void idsAndNamesOfCallsCountToo() {
    TurnCollector turn = new TurnCollector(100);
    turn.add(new StreamEvent.ToolCallStarted(0, 0, "i".repeat(20), "n".repeat(20)));
    assertThat(turn.isTooLarge()).isTrue();
    assertThat(turn.parts()).isEmpty();
  }

  @Test
  void manySmallPartsAreTooLargeAtSomeTime() {
    TurnCollector turn = new TurnCollector(1_000);
    for (int part = 0; part < 20; part++) {
      turn.add(new StreamEvent.TextDelta(0, "x"));
      turn.add(new StreamEvent.PartEnded(0, PartKind.TEXT));
    }
    assertThat(turn.isTooLarge()).isTrue();
  }

  @Test
  void aSignatureOfACallThatWasNeverMadeIsNoCall() {
    assertThat(parts(new StreamEvent.Signed(0, PartKind.TOOL_CALL, 0, signature("s")))).isEmpty();
  }

  @Test
  void onlyTurnsWithCallsAndSomethingToCarryAreWorthKeeping() {
    Part call = new Part.ToolCall("c", "f", "{}", null);
    Part thought = new Part.Reasoning("t", signature("s"));
    assertThat(new KeptTurn("p", "m", List.of(thought, call)).isWorthKeeping()).isTrue();
    assertThat(
            new KeptTurn("p", "m", List.of(new Part.Opaque(VENDOR, "{}"), call)).isWorthKeeping())
        .isTrue();
    assertThat(new KeptTurn("p", "m", List.of(thought)).isWorthKeeping()).isFalse();
    assertThat(
            new KeptTurn("p", "m", List.of(new Part.Reasoning("t", null), call)).isWorthKeeping())
        .isFalse();
  }
}
