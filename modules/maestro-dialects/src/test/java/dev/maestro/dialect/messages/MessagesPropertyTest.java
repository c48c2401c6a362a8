package dev.maestro.dialect.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.Recordings;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for any answer. */
class MessagesPropertyTest {
  private static final StreamEvent.Started STARTED = new StreamEvent.Started("msg_a1", "m1");
  private final MessagesWire wire = new MessagesWire();

  @Test
  void whatIsWrittenReadsBackAsTheSameEvents() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<StreamEvent> events = blocks(random);
      events.addFirst(STARTED);
      Usage usage = new Usage(random.nextInt(50) + 20, 9, 7, 11, random.nextInt(9), null);
      events.add(new StreamEvent.UsageReported(usage));
      events.add(end(random, events));

      String stream = WrittenAnswer.stream(events);
      assertThat(Grammar.broken(stream)).as("seed " + seed).isEmpty();
      List<StreamEvent> back = Recordings.text(wire, stream);
      assertThat(withoutUsage(back)).as("seed " + seed).isEqualTo(withoutUsage(events));
      assertThat(usage(Answer.of(back))).as("seed " + seed).isEqualTo(usage);
    }
  }

  @Test
  void aWholeAnswerSaysTheSameAsItsStream() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<StreamEvent> events = interleaved(random);
      events.addFirst(STARTED);
      events.add(end(random, events));

      String stream = WrittenAnswer.stream(events);
      Buffer whole = Buffer.buffer(WrittenAnswer.whole(events).json());

      assertThat(Grammar.broken(stream)).as("seed " + seed).isEmpty();
      assertThat(joined(wire.readWhole(whole)))
          .as("seed " + seed)
          .isEqualTo(joined(Recordings.text(wire, stream)));
    }
  }

  private static StreamEvent.Finished end(Random random, List<StreamEvent> events) {
    if (events.stream().anyMatch(StreamEvent.ToolCallStarted.class::isInstance)) {
      return new StreamEvent.Finished(FinishReason.TOOL_CALLS, "tool_use", null);
    }
    return random.nextBoolean()
        ? new StreamEvent.Finished(FinishReason.STOP, "stop_sequence", "END")
        : new StreamEvent.Finished(FinishReason.LENGTH, "max_tokens", null);
  }

  private static Usage usage(Answer answer) {
    Usage usage = answer.usage;
    return new Usage(
        usage.inputTokens(),
        usage.outputTokens(),
        usage.cachedInputTokens(),
        usage.cacheWriteTokens(),
        usage.reasoningTokens(),
        null);
  }

  private static List<StreamEvent> withoutUsage(List<StreamEvent> events) {
    return events.stream().filter(event -> !(event instanceof StreamEvent.UsageReported)).toList();
  }

  /** Blocks in an order that the format can say as it is. */
  private static List<StreamEvent> blocks(Random random) {
    List<StreamEvent> events = new ArrayList<>();
    int calls = 0;
    for (int block = random.nextInt(6); block > 0; block--) {
      switch (random.nextInt(4)) {
        case 0 -> {
          text(random).forEach(text -> events.add(new StreamEvent.TextDelta(0, text)));
          if (random.nextBoolean()) {
            events.add(
                opaque("{\"type\":\"citations_delta\",\"citation\":{\"cited_text\":\"東\"}}"));
          }
          events.add(new StreamEvent.PartEnded(0, PartKind.TEXT));
        }
        case 1 -> thoughts(random, events);
        case 2 -> {
          events.add(new StreamEvent.ToolCallStarted(0, calls, "toolu_" + calls, "f"));
          for (String piece : text(random)) {
            events.add(new StreamEvent.ToolCallDelta(0, calls, piece));
          }
          events.add(new StreamEvent.ToolCallEnded(0, calls++));
        }
        default ->
            events.add(
                opaque("{\"type\":\"server_tool_use\",\"id\":\"s\",\"input\":{\"q\":\"\\n\"}}"));
      }
    }
    return events;
  }

  private static void thoughts(Random random, List<StreamEvent> events) {
    boolean isSigned = random.nextBoolean();
    // A signature right after thoughts without one would be theirs.
    boolean isAlone =
        events.isEmpty()
            || !events.getLast().equals(new StreamEvent.PartEnded(0, PartKind.REASONING));
    if (!isSigned || !isAlone || random.nextBoolean()) {
      text(random).forEach(text -> events.add(new StreamEvent.ReasoningDelta(0, text)));
    }
    if (isSigned) {
      events.add(
          new StreamEvent.Signed(
              0, PartKind.REASONING, 0, new Signature(MessagesWire.DIALECT, "Eq+/=")));
    }
    events.add(new StreamEvent.PartEnded(0, PartKind.REASONING));
  }

  private static StreamEvent opaque(String json) {
    String type = json.substring(9, json.indexOf('"', 9));
    return new StreamEvent.OpaqueBlock(0, MessagesWire.DIALECT, type, json);
  }

  private static List<String> text(Random random) {
    List<String> pieces = List.of("a", "{\"ü\":\"東京\"}", "\n\nevent: x\n\n", "😀\u2028\"\\");
    return random.ints(1 + random.nextInt(3), 0, pieces.size()).mapToObj(pieces::get).toList();
  }

  /** Anything in any order that the contract of neutral events allows. */
  private static List<StreamEvent> interleaved(Random random) {
    List<StreamEvent> events = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    int calls = 0;
    for (int step = random.nextInt(30); step > 0; step--) {
      switch (random.nextInt(7)) {
        case 0 -> events.add(new StreamEvent.TextDelta(0, "t" + step));
        case 1 -> events.add(new StreamEvent.ReasoningDelta(0, "r" + step));
        case 2 -> events.add(new StreamEvent.RefusalDelta(0, "no" + step));
        case 3 ->
            events.add(
                new StreamEvent.PartEnded(
                    0, random.nextBoolean() ? PartKind.TEXT : PartKind.REASONING));
        case 4 -> {
          open.add(calls);
          events.add(new StreamEvent.ToolCallStarted(0, calls, "c" + calls, "f"));
          events.add(new StreamEvent.ToolCallDelta(0, calls++, "{\"a\":["));
        }
        case 5 -> {
          if (!open.isEmpty()) {
            Collections.shuffle(open, random);
            int call = open.removeLast();
            events.add(new StreamEvent.ToolCallDelta(0, call, "]}"));
            events.add(new StreamEvent.ToolCallEnded(0, call));
          }
        }
        default -> events.add(opaque("{\"type\":\"web_search_tool_result\",\"content\":[]}"));
      }
    }
    open.forEach(call -> events.add(new StreamEvent.ToolCallDelta(0, call, "]}")));
    return events;
  }

  /** Events whose deltas of one block are one. */
  private static List<StreamEvent> joined(List<StreamEvent> events) {
    List<StreamEvent> joined = new ArrayList<>();
    for (StreamEvent event : events) {
      StreamEvent last = joined.isEmpty() ? null : joined.getLast();
      StreamEvent both = both(last, event);
      if (both != null) {
        joined.removeLast();
      }
      if (!(event instanceof StreamEvent.UsageReported)) {
        joined.add(both == null ? event : both);
      }
    }
    return joined;
  }

  private static StreamEvent both(StreamEvent one, StreamEvent other) {
    if (one instanceof StreamEvent.TextDelta a && other instanceof StreamEvent.TextDelta b) {
      return new StreamEvent.TextDelta(0, a.text() + b.text());
    }
    if (one instanceof StreamEvent.ReasoningDelta a
        && other instanceof StreamEvent.ReasoningDelta b) {
      return new StreamEvent.ReasoningDelta(0, a.text() + b.text());
    }
    if (one instanceof StreamEvent.ToolCallDelta a
        && other instanceof StreamEvent.ToolCallDelta b) {
      return new StreamEvent.ToolCallDelta(0, a.index(), a.arguments() + b.arguments());
    }
    return null;
  }
}
