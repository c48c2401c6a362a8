package dev.maestro.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Signature;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnRecallTest {
  private static final Signature SIGNATURE = new Signature(new Dialect("vendor"), "s");
  private static final String OSLO = "{\"city\":\"Oslo\"}";
  private static final Part THOUGHT = new Part.Reasoning("I think so.", SIGNATURE);
  private static final Part SIGNED =
      new Part.ToolCall("call-a", "weather", "{\"city\": \"Oslo\"}", SIGNATURE);
  private static final Part SECOND = new Part.ToolCall("call-b", "time", "{}", null);
  private static final KeptTurn KEPT =
      new KeptTurn("acme", "m-1", List.of(THOUGHT, Part.Text.of("Looking."), SIGNED, SECOND));
  private static final Message ASKED = Message.text(Role.USER, "Weather?");

  private static Part call(String id) {
    return new Part.ToolCall(id, "weather", id.equals("call-a") ? OSLO : "{}", null);
  }

  private static ChatRequest sent(Part... said) {
    return ChatRequest.to("m-1")
        .temperature(0.5)
        .message(ASKED)
        .message(new Message(Role.ASSISTANT, List.of(said)))
        .build();
  }

  private static List<Part> recalled(ChatRequest request, String provider) {
    ChatRequest whole = TurnRecall.into(request, provider, Map.of("call-a", KEPT));
    assertThat(whole.temperature()).isEqualTo(0.5);
    assertThat(whole.messages().getFirst()).isEqualTo(ASKED);
    return whole.messages().get(1).parts();
  }

  @Test
  void aTurnComesBackExactlyAsItsVendorGaveIt() {
    ChatRequest request =
        sent(
            new Part.Reasoning("I think so.", null),
            Part.Text.of("Looking."),
            call("call-a"),
            call("call-b"));
    assertThat(TurnRecall.calls(request)).containsExactly("call-a", "call-b");
    assertThat(recalled(request, "acme")).isEqualTo(KEPT.parts());
  }

  @Test
  void anotherProviderOrModelGetsWhatTheClientSent() {
    ChatRequest request = sent(Part.Text.of("Looking."), call("call-a"));
    assertThat(recalled(request, "other")).isEqualTo(request.messages().get(1).parts());
    ChatRequest elsewhere = request.with().model("m-2").build();
    assertThat(recalled(elsewhere, "acme")).isEqualTo(request.messages().get(1).parts());
  }

  @Test
  void aCallThatTheClientLeftOutStaysOut() {
    assertThat(recalled(sent(Part.Text.of("Looking."), call("call-a")), "acme"))
        .containsExactly(THOUGHT, Part.Text.of("Looking."), SIGNED);
  }

  @Test
  void textThatTheClientChangedStaysChangedBeforeTheCalls() {
    assertThat(recalled(sent(Part.Text.of("Short."), call("call-a"), call("call-b")), "acme"))
        .containsExactly(THOUGHT, Part.Text.of("Short."), SIGNED, SECOND);
  }

  @Test
  void aCallThatIsNotInTheKeptTurnIsNotLost() {
    assertThat(
            recalled(
                sent(Part.Text.of("Looking."), call("call-a"), call("call-b"), call("call-x")),
                "acme"))
        .containsExactly(THOUGHT, Part.Text.of("Looking."), SIGNED, SECOND, call("call-x"));
    assertThat(
            recalled(
                sent(
                    Part.Text.of("Looking."),
                    call("call-a"),
                    Part.Text.of("More."),
                    call("call-x")),
                "acme"))
        .containsExactly(
            THOUGHT, Part.Text.of("Looking."), SIGNED, Part.Text.of("More."), call("call-x"));
  }

  @Test
  void severalKeptTurnsInARowAllComeBack() {
    Part later = new Part.Reasoning("Then so.", SIGNATURE);
    Part third = new Part.ToolCall("call-c", "time", "{}", SIGNATURE);
    KeptTurn next = new KeptTurn("acme", "m-1", List.of(later, Part.Text.of("Next."), third));
    Map<String, KeptTurn> kept = Map.of("call-a", KEPT, "call-c", next);
    ChatRequest request =
        ChatRequest.to("m-1")
            .message(ASKED)
            .message(
                new Message(
                    Role.ASSISTANT,
                    List.of(Part.Text.of("Looking."), call("call-a"), call("call-b"))))
            .message(new Message(Role.ASSISTANT, List.of(Part.Text.of("Next."), call("call-c"))))
            .message(Message.text(Role.ASSISTANT, "The end."))
            .build();

    assertThat(TurnRecall.into(request, "acme", kept).messages().get(1).parts())
        .containsExactly(
            THOUGHT,
            Part.Text.of("Looking."),
            SIGNED,
            SECOND,
            later,
            Part.Text.of("Next."),
            third,
            Part.Text.of("The end."));
  }

  @Test
  void callsThatTheClientPutInAnotherOrderAreOneTurnStill() {
    assertThat(recalled(sent(Part.Text.of("Looking."), call("call-b"), call("call-a")), "acme"))
        .isEqualTo(KEPT.parts());
  }

  @Test
  void argumentsThatTheClientChangedWin() {
    Part changed = new Part.ToolCall("call-a", "weather", "{\"city\":\"Rome\"}", null);
    ChatRequest request = sent(Part.Text.of("Looking."), changed, call("call-b"));
    assertThat(recalled(request, "acme")).isEqualTo(request.messages().get(1).parts());
  }

  @Test
  void argumentsAreSameWhereTheirValuesAre() {
    assertThat(Arguments.areSame("{\"a\":1.0,\"b\":[2e1]}", "{ \"b\": [20], \"a\": 1 }")).isTrue();
    assertThat(Arguments.areSame("", "{}")).isTrue();
    assertThat(Arguments.areSame("{\"a\":1}", "{\"a\":\"1\"}")).isFalse();
    assertThat(Arguments.areSame("{\"a\":1}", "{\"a\":1,\"b\":null}")).isFalse();
    assertThat(Arguments.areSame("{\"a\":", "{}")).isFalse();
    assertThat(Arguments.areSame("{\"a\":", "{\"a\":")).isTrue();
  }

  @Test
  void aTurnSplitOverSeveralMessagesIsOne() {
    ChatRequest request =
        ChatRequest.to("m-1")
            .message(ASKED)
            .message(Message.text(Role.ASSISTANT, "Looking."))
            .message(new Message(Role.ASSISTANT, List.of(call("call-a"))))
            .message(new Message(Role.ASSISTANT, List.of(call("call-b"))))
            .message(
                new Message(
                    Role.TOOL, List.of(new Part.ToolResult("call-a", null, List.of(), false))))
            .build();
    ChatRequest whole = TurnRecall.into(request, "acme", Map.of("call-a", KEPT));
    assertThat(whole.messages()).hasSize(3);
    assertThat(whole.messages().get(1).parts()).isEqualTo(KEPT.parts());
  }
}
