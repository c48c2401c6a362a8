package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.AnswerKeeping;
import dev.maestro.dialect.AnswerKeeping.Asked;
import dev.maestro.dialect.AnswerKeeping.Turn;
import dev.maestro.dialect.AnswerKeeping.Wish;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesKeepingTest {
  private static final String ANSWER =
      """
      {"id":"resp_1","output": [ {"id":"msg_1","type":"message","role":"assistant","content":[
        {"type":"output_text","text":"é 1"}]} ] ,"status":"completed"}
      """;
  private static final String EMPTY = "{\"id\":\"resp_2\",\"output\":[]}";

  private final ResponsesClient client = new ResponsesClient();
  private final AnswerKeeping keeping = client.keeping().orElseThrow();

  private static Buffer bytes(String json) {
    return Buffer.buffer(json);
  }

  private Turn turn(String body, String answer) {
    return keeping.turn(bytes(body), bytes(answer));
  }

  @Test
  void anAnswerIsKeptUnlessTheRequestSaysOtherwise() {
    assertThat(keeping.wish(bytes("{\"input\":\"x\"}"))).isEqualTo(new Wish(true, null));
    assertThat(keeping.wish(bytes("{\"store\":null,\"previous_response_id\":null}")))
        .isEqualTo(new Wish(true, null));
    assertThat(keeping.wish(bytes("{\"store\":false,\"previous_response_id\":\"resp_1\"}")))
        .isEqualTo(new Wish(false, "resp_1"));
    assertThatThrownBy(() -> keeping.wish(bytes("{\"store\":7}")))
        .isInstanceOf(ProviderException.class);
    assertThatThrownBy(() -> keeping.wish(bytes("[]"))).isInstanceOf(ProviderException.class);
    assertThatThrownBy(() -> keeping.wish(bytes("{"))).isInstanceOf(ProviderException.class);
  }

  @Test
  void aRequestStandsAloneWithTheConversationBeforeIt() {
    List<Turn> before =
        List.of(
            turn("{\"model\":\"m\",\"input\":\"A\"}", ANSWER),
            turn("{\"input\":[ ],\"previous_response_id\":\"resp_1\"}", EMPTY));
    String body =
        "{\"model\":\"m\", \"previous_response_id\" : \"resp_2\",\"x\":1,\"input\":\"B\\n\"}";

    Buffer alone = keeping.alone(bytes(body), before);

    ChatRequest request = client.read(alone, "m");
    assertThat(request.messages())
        .extracting(Message::parts)
        .extracting(Object::toString)
        .hasSize(3)
        .satisfies(parts -> {
          assertThat(parts.get(0)).contains("text=A");
          assertThat(parts.get(1)).contains("é 1");
          assertThat(parts.get(2)).contains("text=B\n");
        });
    assertThat(request.extra()).containsOnlyKeys("x");
  }

  @Test
  void itDoesNotMatterWhichFieldComesFirst() {
    List<Turn> before = List.of(turn("{\"input\":[{\"role\":\"user\",\"content\":\"A\"}]}", EMPTY));
    String first =
        "{\"input\":[{\"role\":\"user\",\"content\":\"B\"}],\"previous_response_id\":\"r\"}";
    String last =
        "{\"previous_response_id\":\"r\",\"input\":[{\"role\":\"user\",\"content\":\"B\"}]}";
    Json one = Json.parse(keeping.alone(bytes(first), before));
    assertThat(one).isEqualTo(Json.parse(keeping.alone(bytes(last), before)));
    assertThat(one.list("input"))
        .extracting(item -> item.text("content"))
        .containsExactly("A", "B");
    assertThat(one.at("previous_response_id").present()).isFalse();
  }

  @Test
  void aRequestWithoutInputIsRefusedByItsName() {
    assertThatThrownBy(() ->
            keeping.alone(
                bytes("{\"previous_response_id\":\"r\"}"),
                List.of(turn("{\"input\":\"A\"}", EMPTY))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            wrong -> assertThat(wrong.facts().problems().getFirst().field()).isEqualTo("input"));
  }

  @Test
  void whatIsKeptIsTheRequestsOwnInputAndTheAnswer() {
    Turn turn = turn("{\"input\":\"A\",\"previous_response_id\":\"resp_0\"}", ANSWER);
    assertThat(turn.id()).isEqualTo("resp_1");
    assertThat(turn.previous()).isEqualTo("resp_0");
    assertThat(turn.answer()).hasToString(ANSWER);
    assertThat(Json.parse(turn.input()).list())
        .singleElement()
        .satisfies(item -> assertThat(item.text("content")).isEqualTo("A"));
  }

  @Test
  void theWritersWholeAnswerIsWhatIsKept() {
    Buffer body = bytes("{\"model\":\"m\",\"input\":\"A\",\"store\":true}");
    var head = client.head(dev.maestro.dialect.ClientRequest.of(body));
    var writer = client.writer(head, body, "a");
    writer.write(new StreamEvent.Started("v", "m"));
    writer.write(new StreamEvent.TextDelta(0, "Hi"));
    String end =
        writer
            .end(new StreamEvent.Finished(dev.maestro.api.chat.FinishReason.STOP, null, null), null)
            .toString();
    Turn turn = keeping.turn(body, writer.whole());
    assertThat(end).contains(turn.answer().toString());
    assertThat(Json.parse(turn.answer()).isTrue("store")).isTrue();
  }

  @Test
  void theInputOfAnAnswerIsListedInPages() {
    List<Turn> turns =
        List.of(
            turn("{\"input\":\"A\"}", ANSWER),
            turn(
                "{\"input\":[{\"role\":\"assistant\",\"content\":\"B\"},"
                    + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"C\"}]}",
                EMPTY));
    Json all = Json.parse(keeping.writeInput(turns, Map.of("order", "asc")));
    assertThat(all.list("data"))
        .extracting(item -> item.text("type"))
        .containsExactly("message", "message", "message", "function_call_output");
    assertThat(all.list("data"))
        .extracting(item -> item.text("id"))
        .containsExactly("item_resp_1_0", "msg_1", "item_resp_2_2", "item_resp_2_3");
    assertThat(all.at("data").at(0).at("content").at(0).text("type")).isEqualTo("input_text");
    assertThat(all.at("data").at(2).at("content").at(0).text("type")).isEqualTo("output_text");
    assertThat(all.isTrue("has_more")).isFalse();

    Json page =
        Json.parse(keeping.writeInput(turns, Map.of("limit", "2", "after", "item_resp_2_3")));
    assertThat(page.list("data"))
        .extracting(item -> item.text("id"))
        .containsExactly("item_resp_2_2", "msg_1");
    assertThat(page.text("first_id")).isEqualTo("item_resp_2_2");
    assertThat(page.text("last_id")).isEqualTo("msg_1");
    assertThat(page.isTrue("has_more")).isTrue();
    Json none = Json.parse(keeping.writeInput(turns, Map.of("after", "item_resp_1_0")));
    assertThat(none.list("data")).isEmpty();
    assertThat(none.at("first_id").present()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "1000", "x"})
  void aPageThatCannotBeIsRefused(String limit) {
    List<Turn> turns = List.of(turn("{\"input\":\"A\"}", ANSWER));
    assertThatThrownBy(() -> keeping.writeInput(turns, Map.of("limit", limit)))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("limit");
    assertThatThrownBy(() -> keeping.writeInput(turns, Map.of("after", limit)))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("after");
  }

  @Test
  void whatIsNotThereIsSaidAsTheVendorSaysIt() {
    ErrorFacts previous = keeping.unknownPrevious("resp_9").facts();
    Json error = Json.parse(client.writeError(previous)).at("error");
    assertThat(client.errorStatus(previous)).isEqualTo(400);
    assertThat(error.text("code")).isEqualTo("previous_response_not_found");
    assertThat(error.text("param")).isEqualTo("previous_response_id");
    assertThat(error.text("message")).isEqualTo("Previous response with id 'resp_9' not found.");
    assertThat(keeping.unknown("resp_9").kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(keeping.writeDeleted("resp_9"))
        .hasToString("{\"id\":\"resp_9\",\"object\":\"response.deleted\",\"deleted\":true}");
  }

  @Test
  void aVendorIsAskedForWhatItKeepsByItsId() {
    Asked asked = new Asked(true, "resp_1", "input_items", "limit=3");
    KeptCall call = KeptCall.read(keeping.ask(asked));
    assertThat(call.asked()).isEqualTo(asked);
    assertThat(call.path()).isEqualTo("/responses/resp_1/input_items?limit=3");
    assertThat(KeptCall.read(keeping.ask(new Asked(false, "resp_1", "", null))).path())
        .isEqualTo("/responses/resp_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "a?b", "%2e%2e"})
  void anIdThatLeadsElsewhereNamesNoAnswer(String id) {
    KeptCall call = new KeptCall(new Asked(false, id, "", null));
    assertThatThrownBy(call::path)
        .isInstanceOfSatisfying(
            ProviderException.class,
            wrong -> assertThat(wrong.kind()).isEqualTo(ErrorKind.NOT_FOUND));
  }

  @Test
  void whateverTheVendorSaysOfAKeptAnswerIsAll() {
    KeptWire wire = new KeptWire();
    assertThat(wire.dialect()).isEqualTo(ResponsesWire.DIALECT);
    assertThat(wire.readWhole(bytes("{\"deleted\":true}")).getLast())
        .isInstanceOf(StreamEvent.Finished.class);
    assertThat(wire.readError(404, Map.of(), bytes("{\"error\":{\"message\":\"no\"}}")).message())
        .isEqualTo("no");
    assertThat(wire.isClientHeader("x-request-id")).isTrue();
    assertThat(wire.reader().end("")).isNotEmpty();
    assertThatThrownBy(() -> wire.write(ChatRequest.to("m").build(), false))
        .isInstanceOf(ProviderException.class);
  }
}
