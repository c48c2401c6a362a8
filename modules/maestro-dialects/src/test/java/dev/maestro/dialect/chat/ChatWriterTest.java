package dev.maestro.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChatWriterTest {
  private static final StreamEvent.Started STARTED = new StreamEvent.Started("vendor-1", "m1");
  private static final Usage USAGE = new Usage(9, 5, 4, 0, 3, null);
  private final ChatClient client = new ChatClient(() -> Instant.ofEpochSecond(1_700_000_000));
  private final ChatWire wire = new ChatWire();

  private static RequestHead head(boolean usage) {
    return new RequestHead("asked", RequestHead.Form.EVENTS, usage, 0, 0, null);
  }

  private String stream(
      RequestHead head, List<StreamEvent> events, StreamEvent.Finished finished, Usage usage) {
    StreamWriter writer = client.writer(head, "chatcmpl-1");
    Buffer out = Buffer.buffer();
    events.forEach(event -> out.appendBuffer(writer.write(event)));
    return out.appendBuffer(writer.end(finished, usage)).toString();
  }

  private static List<Json> chunks(String stream) {
    return Arrays.stream(stream.split("\n\n", -1))
        .filter(event -> event.startsWith("data: {"))
        .map(event -> Json.parse(event.substring(6)))
        .toList();
  }

  private static StreamEvent.Finished finished(FinishReason reason) {
    return new StreamEvent.Finished(reason, reason.wire(), null);
  }

  @Test
  void theRoleIsFirstTheUsageLastAndIdAndTimeStayTheSame() {
    String stream =
        stream(
            head(true),
            List.of(STARTED, new StreamEvent.TextDelta(0, "Hi"), new StreamEvent.TextDelta(0, "")),
            finished(FinishReason.LENGTH),
            USAGE);

    List<Json> chunks = chunks(stream);
    assertThat(stream).endsWith("data: [DONE]\n\n");
    assertThat(chunks)
        .hasSize(4)
        .allSatisfy(chunk -> {
          assertThat(chunk.text("id")).isEqualTo("chatcmpl-1");
          assertThat(chunk.text("object")).isEqualTo("chat.completion.chunk");
          assertThat(chunk.number("created")).isEqualTo(1_700_000_000);
          assertThat(chunk.text("model")).isEqualTo("m1");
        });
    assertThat(chunks.getFirst().at("choices").at(0).at("delta").text("role"))
        .isEqualTo("assistant");
    assertThat(chunks.get(2).at("choices").at(0).text("finish_reason")).isEqualTo("length");
    assertThat(chunks.get(3).list("choices")).isEmpty();
    assertThat(chunks.get(3).at("usage").number("total_tokens")).isEqualTo(14);
  }

  @Test
  void usageIsNotSaidWhereNobodyAsked() {
    String stream = stream(head(false), List.of(STARTED), finished(FinishReason.STOP), USAGE);
    assertThat(stream).doesNotContain("usage");
    assertThat(stream(head(true), List.of(), finished(FinishReason.STOP), null))
        .contains("\"model\":\"asked\"")
        .doesNotContain("prompt_tokens");
  }

  @Test
  void aCallWithoutArgumentsHasAnEmptyObject() {
    String stream =
        stream(
            head(false),
            List.of(
                STARTED,
                new StreamEvent.ToolCallStarted(0, 0, "c", "f"),
                new StreamEvent.ToolCallDelta(0, 0, ""),
                new StreamEvent.ToolCallEnded(0, 0)),
            finished(FinishReason.TOOL_CALLS),
            null);
    assertThat(chunks(stream).get(2).toString()).contains("\"arguments\":\"{}\"");
  }

  @Test
  void ownBlocksComeBackAndForeignOnesDoNot() {
    String stream =
        stream(
            head(false),
            List.of(
                STARTED,
                opaque(ChatWire.DIALECT, "logprobs", "{\"content\":[]}"),
                opaque(ChatWire.DIALECT, "annotations", "[{\"type\":\"url_citation\"}]"),
                opaque(ChatWire.DIALECT, "broken", "{"),
                opaque(new Dialect("other"), "redacted", "{\"data\":\"x\"}"),
                new StreamEvent.PartEnded(0, StreamEvent.PartKind.TEXT)),
            finished(FinishReason.STOP),
            null);

    List<Json> chunks = chunks(stream);
    assertThat(chunks).hasSize(4);
    assertThat(chunks.get(1).at("choices").at(0).at("logprobs").isObject()).isTrue();
    assertThat(chunks.get(2).at("choices").at(0).at("delta").list("annotations")).hasSize(1);
  }

  private static StreamEvent opaque(Dialect origin, String type, String json) {
    return new StreamEvent.OpaqueBlock(0, origin, type, json);
  }

  @Test
  void whatIsWrittenReadsBackAsTheSameEvents() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int choices = 1 + random.nextInt(3);
      List<StreamEvent> events = new ArrayList<>();
      events.add(STARTED);
      FinishReason first = null;
      for (int choice = choices - 1; choice >= 0; choice--) {
        FinishReason reason = content(random, choice, events);
        if (choice > 0) {
          events.add(new StreamEvent.ChoiceFinished(choice, reason, reason.wire()));
        }
        first = reason;
      }

      String stream = stream(head(false), events, finished(first), null);

      List<StreamEvent> expected = new ArrayList<>(events);
      expected.add(finished(first));
      List<StreamEvent> back = new ArrayList<>(Recordings.text(wire, stream));
      back.set(0, STARTED);
      assertThat(back).as("seed " + seed).isEqualTo(expected);
    }
  }

  /** Content of one choice, in an order that the format can say. */
  private static FinishReason content(Random random, int choice, List<StreamEvent> events) {
    if (random.nextBoolean()) {
      text(random).forEach(text -> events.add(new StreamEvent.ReasoningDelta(choice, text)));
      events.add(new StreamEvent.PartEnded(choice, StreamEvent.PartKind.REASONING));
    }
    if (random.nextBoolean()) {
      text(random).forEach(text -> events.add(new StreamEvent.TextDelta(choice, text)));
      events.add(new StreamEvent.PartEnded(choice, StreamEvent.PartKind.TEXT));
    }
    if (random.nextBoolean()) {
      text(random).forEach(text -> events.add(new StreamEvent.RefusalDelta(choice, text)));
      return FinishReason.CONTENT_FILTER;
    }
    int calls = random.nextInt(3);
    for (int index = 0; index < calls; index++) {
      events.add(new StreamEvent.ToolCallStarted(choice, index, "call_" + index, "f" + index));
      events.add(new StreamEvent.ToolCallDelta(choice, index, "{\"a\":["));
      for (String text : text(random)) {
        events.add(new StreamEvent.ToolCallDelta(choice, index, Json.quoted(text) + ","));
      }
      events.add(new StreamEvent.ToolCallDelta(choice, index, "1]}"));
      events.add(new StreamEvent.ToolCallEnded(choice, index));
    }
    return calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
  }

  private static List<String> text(Random random) {
    List<String> pieces = List.of("a", "{\"ü\":\"東京\"}", "\n\ndata: [DONE]\n\n", "😀\u2028\"\\");
    return random.ints(1 + random.nextInt(3), 0, pieces.size()).mapToObj(pieces::get).toList();
  }

  @Test
  void aWholeAnswerReadsBackToo() {
    List<StreamEvent> events =
        List.of(
            STARTED,
            new StreamEvent.ReasoningDelta(0, "Hm"),
            new StreamEvent.TextDelta(0, "Hi"),
            new StreamEvent.RefusalDelta(0, "No"),
            new StreamEvent.ToolCallStarted(0, 0, "c", "f"),
            new StreamEvent.ToolCallStarted(0, 1, "d", "g"),
            new StreamEvent.ToolCallDelta(0, 1, "{\"a\":1}"),
            opaque(ChatWire.DIALECT, "annotations", "[1]"),
            opaque(ChatWire.DIALECT, "logprobs", "{\"content\":[1]}"),
            opaque(ChatWire.DIALECT, "broken", "{"),
            new StreamEvent.TextDelta(1, "Other"),
            new StreamEvent.ChoiceFinished(1, FinishReason.LENGTH, "length"),
            new StreamEvent.PartEnded(0, StreamEvent.PartKind.TEXT),
            new StreamEvent.UsageReported(USAGE),
            finished(FinishReason.TOOL_CALLS));

    Json body = Json.parse(client.writeWhole(head(false), "chatcmpl-1", events, "m1"));

    Json message = body.at("choices").at(0).at("message");
    assertThat(body.text("object")).isEqualTo("chat.completion");
    assertThat(message.text("content")).isEqualTo("Hi");
    assertThat(message.text("reasoning_content")).isEqualTo("Hm");
    assertThat(message.text("refusal")).isEqualTo("No");
    assertThat(message.list("annotations")).hasSize(1);
    assertThat(message.at("tool_calls").at(0).at("function").text("arguments")).isEqualTo("{}");
    assertThat(message.at("tool_calls").at(1).at("function").text("arguments"))
        .isEqualTo("{\"a\":1}");
    assertThat(body.at("choices").at(0).at("logprobs").isObject()).isTrue();
    assertThat(body.at("choices").at(1).text("finish_reason")).isEqualTo("length");
    assertThat(body.at("usage").at("completion_tokens_details").number("reasoning_tokens"))
        .isEqualTo(3);
  }

  @Test
  void aWholeAnswerHasTheModelAndTheIdThatItsStreamWouldHave() {
    List<StreamEvent> events = List.of(STARTED, finished(FinishReason.STOP));
    Json whole = Json.parse(client.writeWhole(head(false), "i", events, "asked"));
    Json unnamed =
        Json.parse(
            client.writeWhole(
                head(false),
                "i",
                List.of(new StreamEvent.Started("x", null), finished(FinishReason.STOP)),
                "asked"));
    String chunk = client.writer(head(false), "i").write(STARTED).toString();

    assertThat(whole.text("model")).isEqualTo(STARTED.model()).isNotEqualTo("asked");
    assertThat(unnamed.text("model")).isEqualTo("asked");
    assertThat(whole.text("id")).isEqualTo("chatcmpl-i");
    assertThat(chunks(chunk).getFirst().text("id")).isEqualTo("chatcmpl-i");
  }

  @Test
  void anEmptyAnswerHasNullContent() {
    Json body =
        Json.parse(client.writeWhole(head(false), "i", List.of(finished(FinishReason.STOP)), "m"));
    assertThat(body.at("choices").at(0).at("message").at("content").node().isNull()).isTrue();
    assertThat(body.at("usage").present()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void everyKindOfErrorHasTheShapeThatTheSdkReads(ErrorKind kind) {
    ErrorFacts facts = ErrorFacts.of(kind, "What went wrong.");
    Json error = Json.parse(client.writeError(facts)).at("error");

    assertThat(error.text("message")).isEqualTo("What went wrong.");
    assertThat(error.text("type")).isNotBlank();
    assertThat(error.node().has("param")).isTrue();
    assertThat(error.text("code")).isNotBlank();
    assertThat(client.errorStatus(facts)).isEqualTo(kind.status());
  }

  @Test
  void aWrongFieldIsTheParamAndItsSuggestionIsSaid() {
    ErrorFacts facts =
        ProviderException.invalid("messages[1].role", "is odd.", "Use user.").facts();
    Json error = Json.parse(client.writeError(facts)).at("error");
    assertThat(error.text("param")).isEqualTo("messages[1].role");
    assertThat(error.text("type")).isEqualTo("invalid_request_error");
    assertThat(error.text("message")).isEqualTo("messages[1].role: is odd. Use user.");
  }

  @Test
  void foreignStatusesBecomeOnesThatTheSdkKnows() {
    assertThat(client.errorStatus(ErrorFacts.vendor(ErrorKind.OVERLOADED, 529, null, "x")))
        .isEqualTo(503);
    assertThat(client.errorStatus(ErrorFacts.vendor(ErrorKind.UNAUTHORIZED, 400, null, "x")))
        .isEqualTo(401);
    assertThat(client.errorStatus(ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 200, null, "x")))
        .isEqualTo(429);
    assertThat(client.errorStatus(ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 418, null, "x")))
        .isEqualTo(418);
  }

  @Test
  void aBrokenStreamEndsWithItsErrorAndIsNeverDone() {
    String end =
        client.writeStreamError(ErrorFacts.of(ErrorKind.TRUNCATED, "It broke.")).toString();
    assertThat(end).startsWith("data: {\"error\":").endsWith("\n\n").doesNotContain("[DONE]");
    assertThat(Recordings.failure(Recordings.text(wire, end)).message()).isEqualTo("It broke.");
  }

  @Test
  void theDialectIsNamed() {
    assertThat(client.dialect().id()).isEqualTo("openai-chat");
    assertThat(wire.dialect()).isEqualTo(client.dialect());
    assertThat(new ChatClient().dialect()).isEqualTo(client.dialect());
  }
}
