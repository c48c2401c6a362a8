package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.RequestHead.Form;
import dev.maestro.dialect.chat.ChatWire;
import dev.maestro.dialect.messages.MessagesWire;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client's side writes, the provider's side reads back. */
class GeminiRoundTripTest {
  private static final GeminiWire WIRE = new GeminiWire();
  private static final long CUT_SEEDS = 20;
  private static final Signature OWN = new Signature(GeminiWire.DIALECT, "EqQB+/=");

  @Test
  void whatIsWrittenReadsBackAsTheSameEvents() {
    for (long seed = 0; seed < 500; seed++) {
      List<StreamEvent> events = answer(new Random(seed));
      Buffer stream = GeminiWritten.stream(Form.EVENTS, events);
      List<StreamEvent> back =
          seed < CUT_SEEDS ? Recordings.everyCut(WIRE, stream) : Recordings.whole(WIRE, stream);
      assertThat(byChoice(back)).as("seed " + seed).isEqualTo(byChoice(events));
      assertThat(numbers(back)).as("seed " + seed).isEqualTo(numbers(events));
      assertThat(back.getLast()).as("seed " + seed).isEqualTo(events.getLast());
    }
  }

  @Test
  void streamListAndWholeGiveTheSameAnswer() {
    for (long seed = 0; seed < 500; seed++) {
      List<StreamEvent> events = answer(new Random(seed));
      Buffer stream = GeminiWritten.stream(Form.EVENTS, events);
      GeminiWritten.check(GeminiWritten.chunks(stream));
      assertThat(Json.parse(GeminiWritten.stream(Form.LIST, events)).list())
          .as("seed " + seed)
          .isEqualTo(GeminiWritten.chunks(stream));
      same(
          "seed " + seed,
          Answer.of(WIRE.readWhole(GeminiWritten.whole(events))),
          Answer.of(Recordings.whole(WIRE, stream)));
    }
  }

  private static void same(String name, Answer one, Answer other) {
    assertThat(one.choices.keySet()).as(name).isEqualTo(other.choices.keySet());
    one.choices.forEach((index, choice) -> {
      Answer.Choice twin = other.choice(index);
      assertThat(choice.text).as(name).hasToString(twin.text.toString());
      assertThat(choice.reasoning).as(name).hasToString(twin.reasoning.toString());
      assertThat(choice.calls).as(name).isEqualTo(twin.calls);
      assertThat(choice.signed).as(name).isEqualTo(twin.signed);
      assertThat(lastNotes(choice.opaque))
          .as(name)
          .containsExactlyInAnyOrderElementsOf(lastNotes(twin.opaque));
      assertThat(choice.finish).as(name).isEqualTo(twin.finish);
    });
    assertThat(one.usage).as(name).isEqualTo(other.usage);
  }

  /** A note that comes again replaces the one before: a whole candidate has room for one. */
  private static List<StreamEvent.OpaqueBlock> lastNotes(List<StreamEvent.OpaqueBlock> blocks) {
    List<String> types = blocks.stream().map(StreamEvent.OpaqueBlock::type).toList();
    return IntStream.range(0, blocks.size())
        .filter(at ->
            !GeminiCandidate.isNote(Json.parse(blocks.get(at).json()))
                || at == types.lastIndexOf(types.get(at)))
        .mapToObj(blocks::get)
        .toList();
  }

  /** Candidates come in any order beside each other; each one's own order is kept. */
  private static Map<Integer, List<StreamEvent>> byChoice(List<StreamEvent> events) {
    return events.stream()
        .filter(event -> choice(event) >= 0)
        .collect(Collectors.groupingBy(GeminiRoundTripTest::choice));
  }

  private static int choice(StreamEvent event) {
    return switch (event) {
      case StreamEvent.TextDelta delta -> delta.choice();
      case StreamEvent.ReasoningDelta delta -> delta.choice();
      case StreamEvent.ToolCallStarted call -> call.choice();
      case StreamEvent.ToolCallDelta delta -> delta.choice();
      case StreamEvent.ToolCallEnded call -> call.choice();
      case StreamEvent.PartEnded part -> part.choice();
      case StreamEvent.Signed signed -> signed.choice();
      case StreamEvent.OpaqueBlock block -> block.choice();
      case StreamEvent.ChoiceFinished finished -> finished.choice();
      default -> -1;
    };
  }

  private static List<Usage> numbers(List<StreamEvent> events) {
    return events.stream()
        .filter(StreamEvent.UsageReported.class::isInstance)
        .map(event -> ((StreamEvent.UsageReported) event).usage())
        .map(usage ->
            new Usage(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cachedInputTokens(),
                0,
                usage.reasoningTokens(),
                null))
        .toList();
  }

  /** An answer that the format can say. */
  private static List<StreamEvent> answer(Random random) {
    List<StreamEvent> events = new ArrayList<>();
    events.add(new StreamEvent.Started("vendor-1", "m1"));
    StreamEvent.Finished last = null;
    for (int choice = random.nextInt(3); choice >= 0; choice--) {
      int calls = content(random, choice, events);
      last = end(random, calls);
      if (choice > 0) {
        events.add(new StreamEvent.ChoiceFinished(choice, last.reason(), last.vendorReason()));
      }
    }
    if (random.nextBoolean()) {
      int thoughts = random.nextInt(3);
      events.add(
          new StreamEvent.UsageReported(
              new Usage(
                  1 + random.nextInt(99),
                  thoughts + random.nextInt(9),
                  random.nextInt(2),
                  0,
                  thoughts,
                  null)));
    }
    events.add(last);
    return events;
  }

  private static StreamEvent.Finished end(Random random, int calls) {
    return switch (random.nextInt(4)) {
      case 0 -> new StreamEvent.Finished(FinishReason.LENGTH, "MAX_TOKENS", null);
      case 1 -> new StreamEvent.Finished(FinishReason.CONTENT_FILTER, "SAFETY", null);
      default ->
          new StreamEvent.Finished(
              calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP, "STOP", null);
    };
  }

  private static int content(Random random, int choice, List<StreamEvent> events) {
    PartKind open = null;
    int calls = 0;
    for (int blocks = random.nextInt(5); blocks > 0; blocks--) {
      switch (random.nextInt(4)) {
        case 0 -> open = text(random, choice, PartKind.REASONING, open, events);
        case 1 -> open = text(random, choice, PartKind.TEXT, open, events);
        case 2 -> {
          call(random, choice, calls++, events);
          open = null;
        }
        default -> {
          String json = "{\"executableCode\":{\"code\":\"" + random.nextInt(9) + "\"}}";
          events.add(
              new StreamEvent.OpaqueBlock(choice, GeminiWire.DIALECT, "executableCode", json));
          open = null;
        }
      }
    }
    return calls;
  }

  /** A block; two of a kind are told apart by the first one's signature alone. */
  private static PartKind text(
      Random random, int choice, PartKind kind, PartKind open, List<StreamEvent> events) {
    if (open == kind) {
      return open;
    }
    List<String> pieces = List.of("a", "{\"ü\":\"東京\"}", "\n\ndata: {}\n\n", "😀\u2028\"\\");
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      String text = pieces.get(random.nextInt(pieces.size()));
      events.add(
          kind == PartKind.TEXT
              ? new StreamEvent.TextDelta(choice, text)
              : new StreamEvent.ReasoningDelta(choice, text));
    }
    boolean isSigned = random.nextBoolean();
    if (isSigned) {
      events.add(new StreamEvent.Signed(choice, kind, 0, OWN));
    }
    events.add(new StreamEvent.PartEnded(choice, kind));
    return isSigned ? null : kind;
  }

  private static void call(Random random, int choice, int index, List<StreamEvent> events) {
    List<String> arguments = List.of("", "{\"a\":[1,{\"b\":null}]}", "{\"ü\":\"\\n😀\",\"x\":1.5}");
    String written = arguments.get(random.nextInt(arguments.size()));
    events.add(
        new StreamEvent.ToolCallStarted(choice, index, "call-" + choice + index, "f" + index));
    if (random.nextBoolean()) {
      events.add(new StreamEvent.Signed(choice, PartKind.TOOL_CALL, index, OWN));
    }
    if (!written.isEmpty()) {
      events.add(new StreamEvent.ToolCallDelta(choice, index, written));
    }
    events.add(new StreamEvent.ToolCallEnded(choice, index));
  }

  private static WireDialect wire(String api) {
    return switch (api) {
      case "openai/chat" -> new ChatWire();
      case "openai/responses" -> new ResponsesWire();
      case "anthropic/messages" -> new MessagesWire();
      default -> WIRE;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"openai/chat", "openai/responses", "anthropic/messages", "gemini/generateContent"})
  void everyRecordingOfEveryVendorIsWellFormedInThisFormatAndSaysTheSame(String api) {
    Recordings.forEach(
        api,
        recording -> {
          List<StreamEvent> events = Recordings.whole(wire(api), recording.bytes());
          Buffer stream = GeminiWritten.stream(Form.EVENTS, events);
          List<Json> chunks = GeminiWritten.chunks(stream);
          assertThat(Json.parse(GeminiWritten.stream(Form.LIST, events)).list()).isEqualTo(chunks);
          if (events.getLast() instanceof StreamEvent.Failed) {
            assertThat(chunks.getLast().at("error").number("code")).isBetween(400L, 599L);
            assertThat(stream.toString()).doesNotContain("finishReason");
            return;
          }
          GeminiWritten.check(chunks);
          Answer back = Answer.of(Recordings.whole(WIRE, stream));
          meaning(Answer.of(events), back);
          same("whole", Answer.of(WIRE.readWhole(GeminiWritten.whole(events))), back);
        });
  }

  private static void meaning(Answer said, Answer back) {
    said.choices.forEach((index, choice) -> {
      Answer.Choice twin = back.choice(index);
      assertThat(twin.text).hasToString(choice.text.toString() + choice.refusal);
      assertThat(twin.reasoning).hasToString(choice.reasoning.toString());
      assertThat(twin.calls.stream().map(Answer.Call::parsed).toList())
          .isEqualTo(choice.calls.stream().map(Answer.Call::parsed).toList());
      assertThat(twin.calls.stream().map(Answer.Call::id).toList())
          .isEqualTo(choice.calls.stream().map(Answer.Call::id).toList());
    });
    if (said.usage != null) {
      assertThat(back.usage.inputTokens()).isEqualTo(said.usage.inputTokens());
      assertThat(back.usage.outputTokens()).isEqualTo(said.usage.outputTokens());
    }
  }
}
