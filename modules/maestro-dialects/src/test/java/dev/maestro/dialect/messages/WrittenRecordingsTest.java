package dev.maestro.dialect.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.dialect.Answer;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.Recordings.Recording;
import dev.maestro.dialect.chat.ChatWire;
import dev.maestro.dialect.gemini.GeminiWire;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vendor's recorded streams as a client of this format gets them. */
class WrittenRecordingsTest {
  static Stream<Arguments> vendors() {
    return Stream.of(
        Arguments.of("openai/chat", new ChatWire()),
        Arguments.of("openai/responses", new ResponsesWire()),
        Arguments.of("gemini/generateContent", new GeminiWire()),
        Arguments.of("anthropic/messages", new MessagesWire()));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void everyRecordedStreamKeepsItsMeaningAndTheGrammar(String api, WireDialect wire) {
    Recordings.forEach(api, recording -> check(wire, recording));
  }

  private static void check(WireDialect wire, Recording recording) {
    List<StreamEvent> events = Recordings.whole(wire, recording.bytes());
    if (events.getLast() instanceof StreamEvent.Failed) {
      return;
    }
    String stream = WrittenAnswer.stream(events);
    Answer want = Answer.of(events);
    Answer got = Answer.of(Recordings.text(new MessagesWire(), stream));

    assertThat(Grammar.broken(stream)).isEmpty();
    same(want, got);
    Buffer whole = Buffer.buffer(WrittenAnswer.whole(events).json());
    same(want, Answer.of(new MessagesWire().readWhole(whole)));
  }

  private static void same(Answer want, Answer got) {
    Answer.Choice said = want.first();
    Answer.Choice read = got.first();
    assertThat(read.text.toString().length()).isEqualTo(said.text.length() + said.refusal.length());
    assertThat(read.reasoning).hasToString(said.reasoning.toString());
    assertThat(read.calls).hasSameSizeAs(said.calls);
    for (int index = 0; index < said.calls.size(); index++) {
      assertThat(read.calls.get(index).id()).isEqualTo(said.calls.get(index).id());
      assertThat(read.calls.get(index).name()).isEqualTo(said.calls.get(index).name());
      assertThat(read.calls.get(index).parsed()).isEqualTo(said.calls.get(index).parsed());
    }
    assertThat(got.finished.reason()).isEqualTo(want.finished.reason());
    if (want.usage != null) {
      assertThat(got.usage.inputTokens()).isEqualTo(want.usage.inputTokens());
      assertThat(got.usage.outputTokens()).isEqualTo(want.usage.outputTokens());
    }
  }

  @Test
  void everyStreamOfTheSameVendorComesBackWhole() {
    Recordings.forEach(
        "anthropic/messages",
        recording -> {
          List<StreamEvent> events = Recordings.whole(new MessagesWire(), recording.bytes());
          if (events.getLast() instanceof StreamEvent.Finished) {
            String stream = WrittenAnswer.stream(events);
            assertThat(kept(Recordings.text(new MessagesWire(), stream))).isEqualTo(kept(events));
          }
        });
  }

  /** Blocks that the vendor alone understands, and its signatures. */
  private static List<Object> kept(List<StreamEvent> events) {
    List<Object> kept = new ArrayList<>();
    for (StreamEvent event : events) {
      switch (event) {
        case StreamEvent.OpaqueBlock block -> kept.add(Json.parse(block.json()));
        case StreamEvent.Signed signed -> kept.add(signed.signature());
        default -> {}
      }
    }
    return kept;
  }
}
