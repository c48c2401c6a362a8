package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import dev.maestro.dialect.chat.ChatWire;
import dev.maestro.dialect.gemini.GeminiWire;
import dev.maestro.dialect.messages.MessagesWire;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every answer, whoever gave it. */
class ResponsesPropertyTest {
  private static final int SEQUENCES = 500;
  private static final Map<String, WireDialect> WIRES =
      Map.of(
          "anthropic/messages", new MessagesWire(),
          "gemini/generateContent", new GeminiWire(),
          "openai/chat", new ChatWire(),
          "openai/responses", new ResponsesWire());

  private final ResponsesClient client = new ResponsesClient(() -> Instant.EPOCH, () -> "00");
  private final Buffer request = Buffer.buffer("{\"model\":\"a/m\",\"input\":\"Hi\"}");
  private final RequestHead head = client.head(ClientRequest.of(request));

  private Buffer stream(List<StreamEvent> events) {
    StreamWriter writer = client.writer(head, request, "answer");
    Buffer out = Buffer.buffer();
    Usage usage = null;
    for (StreamEvent event : events) {
      usage = event instanceof StreamEvent.UsageReported reported ? reported.usage() : usage;
      out.appendBuffer(
          switch (event) {
            case StreamEvent.Finished finished -> writer.end(finished, usage);
            case StreamEvent.Failed failed -> writer.fail(failed.error(), usage);
            default -> writer.write(event);
          });
    }
    return out;
  }

  @Test
  void whatIsWrittenIsReadBackAsItWas() {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      List<StreamEvent> events = new Generated(new Random(seed)).events();
      Buffer stream = stream(events);
      ResponsesGrammar.check(stream);
      assertThat(Recordings.whole(new ResponsesWire(), stream).stream().map(this::bare).toList())
          .as("seed " + seed)
          .isEqualTo(events);
    }
  }

  @Test
  void aWholeAnswerSaysWhatItsStreamSays() {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      List<StreamEvent> events = new Generated(new Random(seed)).events();
      List<Json> streamed = ResponsesGrammar.check(stream(events));
      Buffer whole = client.writeWhole(head, request, "answer", events, "m");

      assertThat(Json.parse(whole)).as("seed " + seed).isEqualTo(streamed.getLast().at("response"));
      Answer read = Answer.of(new ResponsesWire().readWhole(whole));
      assertThat(read.first().text).hasToString(Answer.of(events).first().text.toString());
      assertThat(read.first().calls).isEqualTo(Answer.of(events).first().calls);
    }
  }

  @Test
  void everyRecordedStreamIsWrittenInOrderAndSaysTheSame() {
    WIRES.forEach((api, wire) ->
        Recordings.forEach(
            api,
            recording -> {
              List<StreamEvent> events = Recordings.whole(wire, recording.bytes());
              Buffer stream = stream(events);
              ResponsesGrammar.check(stream);
              Answer read = Answer.of(Recordings.whole(new ResponsesWire(), stream));
              Answer.Choice told = Answer.of(events).first();
              assertThat(read.first().text).hasToString(told.text.toString());
              assertThat(read.first().refusal).hasToString(told.refusal.toString());
              assertThat(read.first().reasoning).hasToString(told.reasoning.toString());
              assertThat(read.first().calls)
                  .extracting(call -> call.id() + call.name() + call.parsed())
                  .isEqualTo(
                      told.calls.stream()
                          .map(call -> call.id() + call.name() + call.parsed())
                          .toList());
              assertThat(read.failed == null).isEqualTo(Answer.of(events).failed == null);
            }));
  }

  /** Without what the writer names itself. */
  private StreamEvent bare(StreamEvent event) {
    return switch (event) {
      case StreamEvent.Started started -> new StreamEvent.Started("v", started.model());
      case StreamEvent.UsageReported reported ->
          new StreamEvent.UsageReported(
              new Usage(
                  reported.usage().inputTokens(),
                  reported.usage().outputTokens(),
                  reported.usage().cachedInputTokens(),
                  reported.usage().cacheWriteTokens(),
                  reported.usage().reasoningTokens(),
                  null));
      case StreamEvent.Finished finished -> new StreamEvent.Finished(finished.reason(), null, null);
      default -> event;
    };
  }

  /** An answer as a vendor could give it. */
  private static final class Generated {
    private final Random random;
    private final List<StreamEvent> events = new ArrayList<>();
    private int calls;
    private boolean refused;

    Generated(Random random) {
      this.random = random;
    }

    List<StreamEvent> events() {
      events.add(new StreamEvent.Started("v", "m"));
      for (int blocks = random.nextInt(6); blocks > 0; blocks--) {
        block(random.nextInt(6));
      }
      if (random.nextBoolean()) {
        events.add(
            new StreamEvent.UsageReported(
                new Usage(number(), number(), number(), number(), number(), null)));
      }
      FinishReason well =
          calls > 0
              ? FinishReason.TOOL_CALLS
              : refused ? FinishReason.CONTENT_FILTER : FinishReason.STOP;
      FinishReason reason =
          switch (random.nextInt(4)) {
            case 0 -> FinishReason.LENGTH;
            case 1 -> FinishReason.CONTENT_FILTER;
            default -> well;
          };
      events.add(new StreamEvent.Finished(reason, null, null));
      return events;
    }

    private void block(int kind) {
      switch (kind) {
        case 0, 1 -> {
          pieces(text -> new StreamEvent.TextDelta(0, text));
          events.add(new StreamEvent.PartEnded(0, PartKind.TEXT));
        }
        case 2 -> {
          pieces(text -> new StreamEvent.ReasoningDelta(0, text));
          events.add(new StreamEvent.PartEnded(0, PartKind.REASONING));
        }
        case 3 -> call();
        case 4 -> {
          refused = true;
          pieces(text -> new StreamEvent.RefusalDelta(0, text));
        }
        default -> {
          String json = "{\"type\":\"web_search_call\",\"id\":\"ws_" + events.size() + "\"}";
          events.add(
              new StreamEvent.OpaqueBlock(0, ResponsesWire.DIALECT, "web_search_call", json));
        }
      }
    }

    private void call() {
      int index = calls++;
      events.add(new StreamEvent.ToolCallStarted(0, index, "call_" + index, "f" + index));
      events.add(new StreamEvent.ToolCallDelta(0, index, "{"));
      pieces(text -> new StreamEvent.ToolCallDelta(0, index, text));
      events.add(new StreamEvent.ToolCallEnded(0, index));
    }

    private void pieces(java.util.function.Function<String, StreamEvent> piece) {
      for (int count = 1 + random.nextInt(3); count > 0; count--) {
        events.add(piece.apply(PIECES.get(random.nextInt(PIECES.size()))));
      }
    }

    private int number() {
      return random.nextInt(1000);
    }
  }

  private static final List<String> PIECES =
      List.of(
          "a", "two words", "\n\n", "data: x\r\n", "\u2028é漢", "\ud83d\ude00", "{\"a\":1}", "\"\\");
}
