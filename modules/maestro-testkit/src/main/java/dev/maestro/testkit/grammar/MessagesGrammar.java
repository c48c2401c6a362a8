package dev.maestro.testkit.grammar;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;

/** Anthropic Messages. */
public final class MessagesGrammar implements EventGrammar {
  private static final Set<String> REASONS =
      Set.of(
          "end_turn",
          "max_tokens",
          "stop_sequence",
          "tool_use",
          "pause_turn",
          "refusal",
          "model_context_window_exceeded");

  /** Stateless; one serves all. */
  public MessagesGrammar() {}

  @Override
  public Verdict judge(Buffer stream) {
    Findings found = new Findings();
    List<WireEvent> events = WireEvent.read(stream, found);
    for (WireEvent event : events) {
      found.unless(
          !event.type().isEmpty() && event.type().equals(event.name()),
          "an event's name differs from its type");
    }
    Verdict.Ending ending = ending(events, found);
    start(events, ending, found);
    MessagesBlocks blocks = new MessagesBlocks(found);
    Value delta = null;
    for (WireEvent event : events) {
      switch (event.type()) {
        case "message_start", "message_stop", "ping", "error" -> {}
        case "message_delta" -> {
          found.unless(delta == null, "message_delta more than once");
          found.unless(!blocks.isOpen(), "message_delta inside a block");
          delta = event.json();
        }
        default -> {
          found.unless(delta == null, "content after message_delta");
          blocks.take(event);
        }
      }
    }
    if (ending == Verdict.Ending.FINISHED) {
      blocks.end();
      delta(delta, blocks, found);
    }
    return found.verdict(ending);
  }

  private static Verdict.Ending ending(List<WireEvent> events, Findings found) {
    long stops = count(events, "message_stop");
    long errors = count(events, "error");
    found.unless(stops + errors <= 1, "there is more than one ending");
    if (stops + errors == 0) {
      return Verdict.Ending.NONE;
    }
    WireEvent last = events.getLast();
    found.unless(
        last.type().equals("message_stop") || last.type().equals("error"),
        "something follows the ending");
    if (errors == 0) {
      return Verdict.Ending.FINISHED;
    }
    for (WireEvent event : events) {
      Value error = event.json().at("error");
      found.unless(
          !event.type().equals("error") || (error.hasText("type") && error.hasText("message")),
          "an error without type or message");
    }
    return Verdict.Ending.FAILED;
  }

  private static long count(List<WireEvent> events, String type) {
    return events.stream().filter(event -> event.type().equals(type)).count();
  }

  private static void start(List<WireEvent> events, Verdict.Ending ending, Findings found) {
    boolean failedAtOnce = ending == Verdict.Ending.FAILED && events.size() == 1;
    if (events.isEmpty() || failedAtOnce) {
      return;
    }
    WireEvent first = events.getFirst();
    found.unless(count(events, "message_start") <= 1, "message_start more than once");
    if (!first.type().equals("message_start")) {
      found.add("message_start is not first");
      return;
    }
    Value message = first.json().at("message");
    found.unless(
        "message".equals(message.text("type"))
            && "assistant".equals(message.text("role"))
            && message.hasText("id")
            && message.hasText("model"),
        "message_start lacks type, role, id or model");
    found.unless(
        message.at("content").isList() && message.list("content").isEmpty(),
        "message_start's content is no empty list");
    found.unless(
        message.names("stop_reason") && !message.has("stop_reason"),
        "message_start has a stop_reason other than null");
    Value usage = message.at("usage");
    found.unless(
        usage.hasNumber("input_tokens") && usage.hasNumber("output_tokens"),
        "message_start without usage");
  }

  private static void delta(Value delta, MessagesBlocks blocks, Findings found) {
    if (delta == null) {
      found.add("message_stop without message_delta");
      return;
    }
    String reason = delta.at("delta").text("stop_reason");
    found.unless(reason != null, "message_delta without stop_reason");
    found.unless(reason == null || REASONS.contains(reason), "an unknown stop_reason");
    found.unless(delta.at("usage").hasNumber("output_tokens"), "message_delta without usage");
    found.unless(
        !"tool_use".equals(reason) || blocks.hasCalls(), "stop_reason tool_use without tool_use");
    found.unless(
        "stop_sequence".equals(reason) == delta.at("delta").has("stop_sequence"),
        "stop_sequence and stop_reason do not go together");
  }
}
