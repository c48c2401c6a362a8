package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.chat.Warning;
import dev.maestro.core.SessionView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The native conversation on its way down: every event, streamed and in one piece. */
class ChatAnswerTest {
  private static final String PATH = "/api/sessions/fake/work/chat";
  private static final StreamEvent.Finished CALLED =
      new StreamEvent.Finished(FinishReason.TOOL_CALLS, "tool_use", null);

  private final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void session() {
    gateway.core.add("work");
    gateway.vendor.behaviour = FakeVendor::hello;
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private HttpResponse<String> ask(String body) throws Exception {
    return gateway.post(PATH, body.replace('\'', '"'));
  }

  private void answer() {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened(Warning.unsupported("seed", "There is no seed.")));
          stream.data(
              FakeVendor.events(
                  new StreamEvent.ReasoningDelta(0, "Hm."),
                  FakeVendor.text("Let me see."),
                  new StreamEvent.TextDelta(1, "another answer"),
                  new StreamEvent.ToolCallStarted(0, 0, "c1", "clock"),
                  new StreamEvent.ToolCallDelta(0, 0, "{\"zone\":"),
                  new StreamEvent.ToolCallDelta(0, 0, "\"UTC\"}"),
                  new StreamEvent.ToolCallEnded(0, 0),
                  new StreamEvent.ToolCallStarted(1, 0, "other", "other"),
                  new StreamEvent.ToolCallDelta(1, 0, "{}"),
                  new StreamEvent.ToolCallEnded(1, 0)));
          stream.data(
              FakeVendor.events(
                  new StreamEvent.ToolCallStarted(0, 1, "c2", "coin"),
                  new StreamEvent.ToolCallEnded(0, 1),
                  new StreamEvent.RefusalDelta(0, "No."),
                  new StreamEvent.OpaqueBlock(0, FakeDialect.DIALECT, "odd", "{}"),
                  new StreamEvent.Warned(new Warning("moved", null, "It went elsewhere."))));
          stream.finished(CALLED, new Usage(5, 4, 3, 0, 2, "{}"));
        };
  }

  @Test
  void everyEventComesDownUnderItsNameWithARisingId() throws Exception {
    answer();
    String body = ask("{'model': 'm', 'messages': [{'role': 'user', 'content': 'x'}]}").body();
    assertThat(body)
        .isEqualTo(
            """
            id: 1
            event: started
            data: {"id":null,"model":"m","provider":"fake","session":"work"}

            id: 2
            event: warning
            data: {"code":"unsupported","detail":"There is no seed.","field":"seed"}

            id: 3
            event: reasoning.delta
            data: {"text":"Hm."}

            id: 4
            event: text.delta
            data: {"text":"Let me see."}

            id: 5
            event: tool_call.started
            data: {"index":0,"id":"c1","name":"clock"}

            id: 6
            event: tool_call.delta
            data: {"index":0,"arguments":"{\\"zone\\":"}

            id: 7
            event: tool_call.delta
            data: {"index":0,"arguments":"\\"UTC\\"}"}

            id: 8
            event: tool_call.ended
            data: {"index":0}

            id: 9
            event: tool_call.started
            data: {"index":1,"id":"c2","name":"coin"}

            id: 10
            event: tool_call.ended
            data: {"index":1}

            id: 11
            event: refusal.delta
            data: {"text":"No."}

            id: 12
            event: warning
            data: {"code":"moved","detail":"It went elsewhere."}

            id: 13
            event: usage
            data: {"input_tokens":5,"output_tokens":4,"total_tokens":9,"cached_input_tokens":3,"reasoning_tokens":2}

            id: 14
            event: finished
            data: {"reason":"tool_calls"}

            """);
  }

  @Test
  void theSameInOnePiece() throws Exception {
    answer();
    JsonObject whole =
        new JsonObject(
            ask("{'model': 'm', 'messages': [{'role': 'user', 'content': 'x'}], 'stream': false}")
                .body());
    JsonObject message = whole.getJsonObject("message");
    assertThat(message.getString("role")).isEqualTo("assistant");
    assertThat(message.getString("content")).isEqualTo("Let me see.");
    assertThat(message.getString("reasoning")).isEqualTo("Hm.");
    assertThat(message.getString("refusal")).isEqualTo("No.");
    assertThat(message.getJsonArray("tool_calls"))
        .isEqualTo(
            new JsonArray(
                """
                [{"id":"c1","name":"clock","arguments":"{\\"zone\\":\\"UTC\\"}"},
                 {"id":"c2","name":"coin","arguments":"{}"}]
                """));
    assertThat(whole.getJsonObject("usage").getLong("total_tokens")).isEqualTo(9);
    assertThat(whole.getString("finish_reason")).isEqualTo("tool_calls");
    assertThat(whole.getString("model")).isEqualTo("m");
    assertThat(whole.getJsonArray("warnings")).hasSize(2);
  }

  @Test
  void anAnswerWithoutUsageSaysSo() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.finished(FakeVendor.STOP, null);
        };
    JsonObject whole =
        new JsonObject(
            ask("{'model': 'm', 'messages': [{'role': 'user', 'content': 'x'}], 'stream': false}")
                .body());
    assertThat(whole.containsKey("usage")).isTrue();
    assertThat(whole.getJsonObject("usage")).isNull();
    assertThat(ask("{'model': 'm', 'messages': [{'role': 'user', 'content': 'x'}]}").body())
        .contains("event: started")
        .doesNotContain("event: usage")
        .endsWith("event: finished\ndata: {\"reason\":\"stop\"}\n\n");
  }

  @Test
  void anAnswerThatBreaksOffIsAFailedEventOrARefusal() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(FakeVendor.events(FakeVendor.text("hal")));
          stream.failed(ErrorFacts.of(ErrorKind.TRUNCATED, "It broke off."), Usage.of(1, 1));
        };
    assertThat(ask("{'model': 'm', 'messages': [{'role': 'user', 'content': 'x'}]}").body())
        .contains("event: usage")
        .doesNotContain("event: finished")
        .endsWith(
            "event: failed\ndata: {\"code\":\"truncated\",\"detail\":\"It broke off.\",\"retryable\":true}\n\n");
    HttpResponse<String> whole =
        ask("{'model': 'm', 'messages': [{'role': 'user', 'content': 'x'}], 'stream': false}");
    assertThat(whole.statusCode()).isEqualTo(502);
    assertThat(RunningGateway.problem(whole).getString("code")).isEqualTo("truncated");
  }

  @Test
  void aWholeAnswerBeyondTheBoundIsRefusedAndItsStreamCancelled() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(FakeVendor.events(FakeVendor.text("x".repeat(RunningGateway.MAX_BODY))));
        };
    HttpResponse<String> whole =
        ask("{'model': 'm', 'messages': [{'role': 'user', 'content': 'x'}], 'stream': false}");
    assertThat(whole.statusCode()).isEqualTo(502);
    assertThat(RunningGateway.problem(whole).getString("detail")).contains("ask for a stream");
    gateway.vendor.cancelled.future().await();
  }

  @Test
  void aSessionThatCannotBeUsedIsNotAsked() throws Exception {
    SessionView pending =
        new SessionView(
            "id-pending",
            FakeOperations.PROVIDER,
            "pending",
            AuthType.API_KEY,
            "pending",
            false,
            Instant.EPOCH,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            false,
            null);
    gateway.core.sessions.put("pending", pending);
    HttpResponse<String> answer =
        gateway.post(
            "/api/sessions/fake/pending/chat",
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
    assertThat(answer.statusCode()).isEqualTo(424);
    assertThat(RunningGateway.problem(answer).getString("code")).isEqualTo("needs_login");
    assertThat(gateway.core.asked).isNull();
  }
}
