package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.ClientRoute;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How answers end, well or not; and what is no answer. */
class ResponsesEndingTest {
  private static final StreamEvent.Started STARTED = new StreamEvent.Started("v", "m-1");
  private static final Usage USAGE = new Usage(7, 5, 2, 0, 3, null);

  private final ResponsesClient client =
      new ResponsesClient(() -> Instant.ofEpochSecond(1_700_000_000), () -> "0f");

  private static Buffer request(String fields) {
    return Buffer.buffer("{\"model\":\"a/m\",\"input\":\"Hi\"" + fields + "}");
  }

  private Buffer stream(Buffer request, List<StreamEvent> events) {
    StreamWriter writer = client.writer(head(request), request, "answer");
    Buffer out = Buffer.buffer();
    for (StreamEvent event : events) {
      out.appendBuffer(
          switch (event) {
            case StreamEvent.Finished finished -> writer.end(finished, USAGE);
            case StreamEvent.Failed failed -> writer.fail(failed.error(), null);
            default -> writer.write(event);
          });
    }
    return out;
  }

  private RequestHead head(Buffer request) {
    return client.head(ClientRequest.of(request));
  }

  private List<Json> written(StreamEvent... events) {
    return ResponsesGrammar.check(stream(request(""), List.of(events)));
  }

  private static List<String> types(List<Json> events) {
    return events.stream().map(event -> event.text("type").replace("response.", "")).toList();
  }

  private static Json response(List<Json> events) {
    return events.getLast().at("response");
  }

  private static StreamEvent finished(FinishReason reason) {
    return new StreamEvent.Finished(reason, null, null);
  }

  @Test
  void whyAnAnswerIsNotCompleteIsSaid() {
    Json cut =
        response(
            written(STARTED, new StreamEvent.TextDelta(0, "x"), finished(FinishReason.LENGTH)));
    assertThat(cut.text("status")).isEqualTo("incomplete");
    assertThat(cut.at("incomplete_details").text("reason")).isEqualTo("max_output_tokens");
    Json filtered = response(written(STARTED, finished(FinishReason.CONTENT_FILTER)));
    assertThat(filtered.at("incomplete_details").text("reason")).isEqualTo("content_filter");
  }

  @Test
  void aRefusalInWordsIsAPartAndCompletes() {
    List<Json> events =
        written(
            STARTED,
            new StreamEvent.TextDelta(0, "So"),
            new StreamEvent.RefusalDelta(0, "No"),
            finished(FinishReason.CONTENT_FILTER));
    assertThat(types(events)).contains("refusal.delta", "refusal.done");
    assertThat(response(events).text("status")).isEqualTo("completed");
    assertThat(response(events).at("output").at(0).list("content")).hasSize(2);
  }

  @Test
  void aStreamThatFailsSaysErrorAndThenFailed() {
    ErrorFacts error = ErrorFacts.of(ErrorKind.OVERLOADED, "Too much.");
    List<Json> events =
        written(
            STARTED,
            new StreamEvent.ReasoningDelta(0, "Plan"),
            new StreamEvent.TextDelta(0, "Hi"),
            new StreamEvent.Failed(error));
    Json said = events.get(events.size() - 2);
    assertThat(said.text("type")).isEqualTo("error");
    assertThat(said.text("message")).isEqualTo("Too much.");
    assertThat(said.at("error").text("code")).isEqualTo("overloaded");
    assertThat(response(events).text("status")).isEqualTo("failed");
    assertThat(response(events).at("error").text("message")).isEqualTo("Too much.");
    assertThat(response(events).list("output")).hasSize(1);

    List<Json> early = written(new StreamEvent.Failed(error));
    assertThat(types(early)).containsExactly("created", "in_progress", "error", "failed");
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void everyKindOfErrorIsReadBackFromAStream(ErrorKind kind) {
    ErrorFacts facts = ErrorFacts.of(kind, "What went wrong.");
    ErrorFacts read =
        Recordings.failure(
            Recordings.whole(
                new ResponsesWire(), stream(request(""), List.of(new StreamEvent.Failed(facts)))));
    assertThat(read.message()).isEqualTo("What went wrong.");
    Json error = Json.parse(client.writeError(facts)).at("error");
    assertThat(error.text("type")).isNotBlank();
    assertThat(error.text("code")).isNotBlank();
    assertThat(client.errorStatus(facts)).isEqualTo(kind.status());
  }

  @Test
  void aPassedStreamThatBreaksEndsWithAnErrorEvent() {
    String end =
        client.writeStreamError(ErrorFacts.of(ErrorKind.TRUNCATED, "It broke.")).toString();
    assertThat(end).startsWith("event: error\ndata: {\"type\":\"error\",").endsWith("\n\n");
    assertThat(Recordings.failure(Recordings.text(new ResponsesWire(), end)).message())
        .isEqualTo("It broke.");
  }

  @Test
  void aRequestPassesWithNothingButItsModelChanged() {
    Buffer asked =
        Buffer.buffer("{ \"input\" :\"Hi\",\"model\": \"a/m\", \"new\":1, \"stream\":true}");
    RequestHead head = head(asked);
    assertThat(head.stream()).isTrue();
    assertThat(client.passThrough(asked, head, "m"))
        .hasToString("{ \"input\" :\"Hi\",\"model\": \"m\", \"new\":1, \"stream\":true}");
  }

  @Test
  void countsAreWrittenAsTheVendorDoes() {
    assertThat(client.counts().orElseThrow().write(12))
        .hasToString("{\"object\":\"response.input_tokens\",\"input_tokens\":12}");
  }

  @Test
  void eachAnswerHasAnIdOfItsOwn() {
    ResponsesClient real = new ResponsesClient();
    List<String> ids = new ArrayList<>();
    for (int turn = 0; turn < 2; turn++) {
      Buffer asked = request("");
      ids.add(
          Json.parse(real.writeWhole(head(asked), asked, "same", List.of(STARTED), "m"))
              .text("id"));
    }
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("resp_[0-9a-f]{32}"));
    assertThat(real.dialect().id()).isEqualTo("openai-responses");
    assertThat(real.routes())
        .contains(new ClientRoute(ClientRoute.Operation.ANSWER, "/v1/responses"));
  }
}
