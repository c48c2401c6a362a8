package dev.maestro.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.dialect.chat.ChatWire;
import dev.maestro.dialect.gemini.GeminiWire;
import dev.maestro.dialect.messages.MessagesWire;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of JSON goes back exactly as it came, byte for byte. */
class ExactJsonTest {
  private static final String ODD =
      """
      { "a": 1.50,"b":1e5 ,"c":123456789012345678901234567890,"d":"\\u00e9\\/\\ud83d\\ude00 é😀",\
      "e":[ 1.0,-0, {} ,1E-400],"a\\u0062":null,"deep":{"x":[[0.10]]},"twice":1,"twice":2.0}\
      """;

  private static Json parsed(String text, boolean bytes) {
    return bytes ? Json.parse(Buffer.buffer(text)) : Json.parse(text);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anObjectOrListIsWrittenAsItWasRead(boolean bytes) {
    Json json = parsed("{\"é\":[1," + ODD + " ],\"next\":1}", bytes);
    assertThat(json.at("é").at(1).json()).isEqualTo(ODD);
    assertThat(json.at("é").json()).isEqualTo("[1," + ODD + " ]");
    assertThat(json.at("é").at(1).at("deep").at("x").json()).isEqualTo("[[0.10]]");
    assertThat(json.at("next").json()).isEqualTo("1");
    assertThat(json.toString()).isEqualTo("{\"é\":[1," + ODD + " ],\"next\":1}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void positionsStayTrueBeyondTheParsersOwnBuffer(boolean bytes) {
    for (int length = 3_980; length < 4_020; length++) {
      String before = "[\"" + "é".repeat(length) + "\"," + ODD + ",\"" + "x".repeat(70_000) + "\",";
      Json json = parsed(before + ODD + "]", bytes);
      assertThat(json.at(1).json()).isEqualTo(ODD);
      assertThat(json.at(3).json()).isEqualTo(ODD);
    }
  }

  @Test
  void aByteOrderMarkMovesNothing() {
    Buffer marked = Buffer.buffer(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
    assertThat(Json.parse(marked.appendString("{\"a\":" + ODD + "}")).at("a").json())
        .isEqualTo(ODD);
  }

  @Test
  void otherCharsetsAreReadAllTheSame() {
    Buffer wide = Buffer.buffer("{\"a\":[1.50]}".getBytes(StandardCharsets.UTF_16BE));
    assertThat(Json.parse(wide).at("a").json()).isEqualTo("[1.50]");
  }

  @Test
  void asPartOfAnotherValueItIsWrittenTheSame() {
    ObjectNode around = Json.object().put("z", 1);
    around.set("kept", Json.parse("[" + ODD + "]").at(0).node());
    assertThat(Json.bytes(around).toString()).isEqualTo("{\"z\":1,\"kept\":" + ODD + "}");
    assertThat(Json.of(around).json()).isEqualTo("{\"z\":1,\"kept\":" + ODD + "}");
  }

  @Test
  void aCopyCanBeChangedAndKeepsItsNumbers() {
    ObjectNode copy = Json.parse("{\"a\":[1.50,1e5]}").node().deepCopy();
    copy.put("b", 2);
    assertThat(Json.of(copy).json()).isEqualTo("{\"a\":[1.50,1e5],\"b\":2}");
  }

  @Test
  void aChangedValueIsWrittenWithItsChangeAndTheRestAsItCame() {
    Json json = Json.parse("{\"a\":{\"b\":[ 1.50,{\"c\" :1}]},\"d\" :[ 2.0 ],\"e\":{ }}");
    ((ObjectNode) json.at("a").at("b").at(1).node()).put("c", 3);
    assertThat(json.json()).isEqualTo("{\"a\":{\"b\":[1.50,{\"c\":3}]},\"d\":[ 2.0 ],\"e\":{ }}");
    ((ArrayNode) json.at("d").node()).set(0, "x");
    ((ObjectNode) json.at("e").node()).put("f", 1);
    ((ObjectNode) json.node()).remove("a");
    assertThat(json.toString()).isEqualTo("{\"d\":[\"x\"],\"e\":{\"f\":1}}");
    ObjectNode renamed = (ObjectNode) Json.parse("{\"a\" :1}").node();
    renamed.set("b", renamed.remove("a"));
    assertThat(renamed.toString()).isEqualTo("{\"b\":1}");
  }

  @Test
  void lineBreaksBetweenTokensAreSpacesSinceAnEventIsOneLine() {
    assertThat(Json.parse("[{\r\n\t\"a\": \"x\\n\"\n}]").at(0).json())
        .isEqualTo("{  \t\"a\": \"x\\n\" }");
  }

  @Test
  void numbersAreStillNumbers() {
    Json json =
        Json.parse(
            "{\"half\":0.50,\"many\":12345678901,\"huge\":1e400,\"big\":1" + "0".repeat(30) + "}");
    assertThat(json.at("half").node().doubleValue()).isEqualTo(0.5);
    assertThat(json.number("many")).isEqualTo(12_345_678_901L);
    assertThat(json.at("huge").node().isNumber()).isTrue();
    assertThat(json.at("big").node().isBigInteger()).isTrue();
    assertThat(json.number("half", 7)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1,", "{\"a\":1}}", "[] []", "{\"a\" 1}", "nul", "[1.]", "\"\n\""})
  void whatIsNoJsonIsMalformedHoweverItComes(String text) {
    for (boolean bytes : new boolean[] {true, false}) {
      assertThatThrownBy(() -> parsed(text, bytes))
          .isInstanceOfSatisfying(
              ProviderException.class, it -> assertThat(it.kind()).isEqualTo(ErrorKind.MALFORMED));
    }
    assertThat(Json.tolerant(text)).isSameAs(Json.NONE);
  }

  @Test
  void noTextIsNoValue() {
    assertThat(Json.parse("").present()).isFalse();
    assertThat(Json.parse(Buffer.buffer()).json()).isEqualTo("null");
  }

  static Stream<Arguments> blocks() {
    return Stream.of(
        Arguments.of(
            new MessagesWire(),
            "{\"type\":\"message\",\"content\":[%s],\"stop_reason\":\"end_turn\"}",
            "{\"type\":\"server_tool_use\",\"input\":" + ODD + "}"),
        Arguments.of(
            new ResponsesWire(),
            "{\"object\":\"response\",\"status\":\"completed\",\"output\":[%s]}",
            "{\"type\":\"web_search_call\",\"action\":" + ODD + "}"),
        Arguments.of(
            new GeminiWire(),
            "{\"candidates\":[{\"content\":{\"parts\":[%s]},\"finishReason\":\"STOP\"}]}",
            "{\"executableCode\":" + ODD + "}"));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void aBlockThatOnlyItsOriginUnderstandsComesAndGoesUnchanged(
      WireDialect wire, String answer, String block) {
    List<StreamEvent> events = wire.readWhole(Buffer.buffer(answer.formatted(block)));
    assertThat(Answer.of(events).first().opaque)
        .extracting(StreamEvent.OpaqueBlock::json)
        .containsExactly(block);
    Message kept = new Message(Role.ASSISTANT, List.of(new Part.Opaque(wire.dialect(), block)));
    ChatRequest request =
        ChatRequest.to("m").message(Message.text(Role.USER, "hi")).message(kept).build();
    assertThat(wire.write(request, true).body().toString()).contains(block);
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of(
            new MessagesWire(),
            "{\"type\":\"message\",\"stop_reason\":\"tool_use\",\"content\":"
                + "[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":%s}]}"),
        Arguments.of(
            new GeminiWire(),
            "{\"candidates\":[{\"finishReason\":\"STOP\",\"content\":{\"parts\":"
                + "[{\"functionCall\":{\"name\":\"f\",\"args\":%s}}]}}]}"));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theArgumentsOfACallComeAndGoUnchanged(WireDialect wire, String answer) {
    List<StreamEvent> events = wire.readWhole(Buffer.buffer(answer.formatted(ODD)));
    assertThat(Answer.of(events).first().calls)
        .extracting(Answer.Call::arguments)
        .containsExactly(ODD);
    Message call = new Message(Role.ASSISTANT, List.of(new Part.ToolCall("t", "f", ODD, null)));
    ChatRequest request =
        ChatRequest.to("m").message(Message.text(Role.USER, "hi")).message(call).build();
    assertThat(wire.write(request, true).body().toString()).contains(ODD);
  }

  @Test
  void aFieldThatOnlyChatKnowsIsKeptAsItCame() {
    String answer =
        "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
            + "{\"role\":\"assistant\",\"content\":\"a\",\"annotations\":["
            + ODD
            + "]}}]}";
    List<StreamEvent> events = new ChatWire().readWhole(Buffer.buffer(answer));
    assertThat(Answer.of(events).first().opaque)
        .extracting(StreamEvent.OpaqueBlock::json)
        .containsExactly("[" + ODD + "]");
  }
}
