package dev.maestro.dialect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import dev.maestro.dialect.chat.ChatClient;
import dev.maestro.dialect.fuzz.Seeds.Wire;
import dev.maestro.dialect.gemini.GeminiClient;
import dev.maestro.dialect.messages.MessagesClient;
import dev.maestro.dialect.responses.ResponsesClient;
import dev.maestro.testkit.grammar.ChatGrammar;
import dev.maestro.testkit.grammar.EventGrammar;
import dev.maestro.testkit.grammar.GeminiGrammar;
import dev.maestro.testkit.grammar.MessagesGrammar;
import dev.maestro.testkit.grammar.ResponsesGrammar;
import dev.maestro.testkit.grammar.Verdict;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever answers, and however it ends, each client gets a stream that keeps its dialect's rules.
 */
class WrittenStreamsTest {
  private static final Map<String, String> FOLDERS =
      Map.of(
          "anthropic-messages", "anthropic/messages",
          "openai-chat", "openai/chat",
          "openai-responses", "openai/responses",
          "gemini-generate-content", "gemini/generateContent");

  /** A client's format with a request for a stream, and its rules. */
  record Told(ClientDialect client, ClientRequest request, EventGrammar grammar) {
    @Override
    public String toString() {
      return client.dialect().id();
    }
  }

  static Stream<Told> clients() {
    return Stream.of(
        new Told(
            new ChatClient(),
            request(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[]}"),
            new ChatGrammar()),
        new Told(
            new MessagesClient(),
            request(
                "/v1/messages",
                "{\"model\":\"m\",\"stream\":true,\"max_tokens\":9,\"messages\":[]}"),
            new MessagesGrammar()),
        new Told(
            new ResponsesClient(),
            request("/v1/responses", "{\"model\":\"m\",\"stream\":true,\"input\":\"a\"}"),
            new ResponsesGrammar()),
        new Told(
            new GeminiClient(),
            new ClientRequest(
                "/v1beta/models/m:streamGenerateContent",
                Map.of("alt", "sse"),
                Buffer.buffer("{\"contents\":[]}")),
            new GeminiGrammar()),
        new Told(
            new GeminiClient(),
            request("/v1beta/models/m:streamGenerateContent", "{\"contents\":[]}"),
            new GeminiGrammar()));
  }

  private static ClientRequest request(String path, String body) {
    return new ClientRequest(path, Map.of(), Buffer.buffer(body));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void recordedAnswersKeepTheRules(Told told) {
    for (Wire wire : Seeds.wires()) {
      Recordings.forEach(
          FOLDERS.get(wire.toString()),
          recording -> check(told, Recordings.whole(wire.dialect(), recording.bytes())));
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void answersOfEveryKindKeepTheRulesWhereverTheyAreCut(Told told) {
    for (Wire wire : Seeds.wires()) {
      for (int kept = 0; kept <= wire.events().size(); kept++) {
        String stream =
            wire.events().stream()
                .limit(kept)
                .map(event -> "data: " + event + "\n\n")
                .collect(Collectors.joining());
        check(told, Recordings.text(wire.dialect(), stream));
      }
    }
  }

  private static void check(Told told, List<StreamEvent> events) {
    RequestHead head = told.client().head(told.request());
    StreamWriter writer = told.client().writer(head, told.request().body(), "answer-1");
    Buffer out = Buffer.buffer();
    Usage usage = null;
    for (StreamEvent event : events) {
      switch (event) {
        case StreamEvent.Finished finished -> out.appendBuffer(writer.end(finished, usage));
        case StreamEvent.Failed failed -> out.appendBuffer(writer.fail(failed.error(), usage));
        case StreamEvent.UsageReported reported -> {
          usage = reported.usage();
          out.appendBuffer(writer.write(reported));
        }
        default -> out.appendBuffer(writer.write(event)).appendBuffer(writer.ping());
      }
    }
    Verdict verdict = told.grammar().judge(out);
    assertThat(verdict.violations()).as(events + "\n" + out).isEmpty();
    assertThat(verdict.ending())
        .isEqualTo(
            events.getLast() instanceof StreamEvent.Failed
                ? Verdict.Ending.FAILED
                : Verdict.Ending.FINISHED);
  }
}
