package dev.maestro.api.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.AuthType;
import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.bus.StreamControl.BodyChunk;
import dev.maestro.api.bus.StreamControl.Cancel;
import dev.maestro.api.bus.StreamControl.Credits;
import dev.maestro.api.bus.StreamControl.Listening;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ParameterRule;
import dev.maestro.api.provider.ProviderDescription;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.provider.Setting;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BusCodecsTest {
  private static final Dialect DIALECT = new Dialect("acme-chat");
  private static final ErrorFacts ERROR =
      ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 429, "slow_down", "Too fast.")
          .withRetryAfter(Duration.ofMillis(1500))
          .withProblems(List.of(new FieldProblem("model", "busy", "Wait.")))
          .withVendorAnswer("{\"error\":\"ü\"}", Map.of("request-id", "r1"));
  private static final ProviderDescription DESCRIPTION =
      new ProviderDescription(
          "acme",
          "1.0",
          "0.1",
          List.of(AuthType.API_KEY, AuthType.OAUTH),
          LoginFlow.PASTE,
          List.of("models"),
          List.of(DIALECT),
          List.of(new Setting("key", null, true, "A key.")),
          List.of(new ParameterRule("gpt.*", "temperature", 0.0, 2.0, false, "Less.")),
          "node-1");

  private final Map<Class<?>, MessageCodec<Object, Object>> codecs = codecs();

  static Stream<Object> messages() {
    return Stream.of(
            plain(), frames().map(body -> new StreamFrame("s", 3, body)), controls(), opens())
        .flatMap(all -> all);
  }

  private static Stream<Object> plain() {
    return Stream.of(
        new SessionCall("session"),
        new ModelList(
            List.of(
                ModelInfo.named("acme", "m", null),
                new ModelInfo(
                    "x", "X", "acme", 8L, 9L, Set.of("chat"), Set.of("text", "image"), "static"))),
        new Announcement("i", DESCRIPTION, true),
        new Accepted("node"),
        DESCRIPTION,
        new KeyCheck.Good(),
        new KeyCheck.Bad(ERROR),
        new KeyCheck.Unknown("no network"));
  }

  private static Stream<FrameBody> frames() {
    List<StreamEvent> events = Samples.events(DIALECT, ERROR);
    Buffer raw = Buffer.buffer(new byte[] {0, -1, 10, 13});
    return Stream.of(
        new FrameBody.Opened(
            new StreamOpened(
                "text/event-stream", Map.of("a", "b"), List.of(Warning.unsupported("f", "d")))),
        new FrameBody.Data(raw, List.of()),
        new FrameBody.Data(null, events),
        new FrameBody.Data(raw, events),
        new FrameBody.Finished(
            new StreamEvent.Finished(FinishReason.TOOL_CALLS, "tool_use", "END"),
            new Usage(1, 2, 3, 4, 5, "{}")),
        new FrameBody.Finished(new StreamEvent.Finished(FinishReason.STOP, null, null), null),
        new FrameBody.Failed(ERROR, Usage.of(1, 2)),
        new FrameBody.Failed(ErrorFacts.of(ErrorKind.LOST, "gone"), null),
        new FrameBody.Alive(),
        new FrameBody.BodyCredits(2));
  }

  private static Stream<Object> controls() {
    return Stream.of(
            new Credits(8),
            new Cancel(),
            new Listening(),
            new BodyChunk(1, Buffer.buffer("piece"), true))
        .map(command -> new StreamControl("s", command));
  }

  private static Stream<Object> opens() {
    StreamCall raw =
        StreamCall.raw("s", DIALECT, "m", false, Map.of("x-a", "1"), Buffer.buffer("{\"ä\": 1 }"));
    StreamCall neutral = StreamCall.neutral("s", Samples.request(DIALECT), Map.of());
    return Stream.of(
        new OpenStream("s", "n", 16, 0, raw),
        new OpenStream("s", "n", 16, 0, raw.withQuery("beta=true")),
        new OpenStream("s", "n", 16, 0, neutral),
        new OpenStream("s", "n", 16, 300_000, raw.withoutBody()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageCrossesNodesUnchanged(Object message) {
    assertThat(cross(message)).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void onOneNodeAMessageIsHandedOverByReference(Object message) {
    assertThat(codecs.get(message.getClass()).transform(message)).isSameAs(message);
  }

  @Test
  void anErrorCrossesWithAllItsFacts() {
    ProviderException crossed = (ProviderException) cross(new ProviderException(ERROR));
    assertThat(crossed.facts()).isEqualTo(ERROR);
    assertThat(crossed).hasMessage("Too fast.");
    assertThat(crossed.failureCode()).isEqualTo(429);
  }

  @Test
  void aCallOfAnOlderVersionHasNoParameters() {
    Buffer older = Buffer.buffer("{\"session\":\"s\",\"model\":\"m\",\"headers\":{}}");
    assertThat(BusJson.read(older, StreamCall.class).query()).isEmpty();
  }

  @Test
  void fieldsOfANewerVersionAreIgnored() {
    Buffer wire = wire("{\"session\":\"s\",\"tomorrow\":{\"a\":[1]}}");
    assertThat(codecs.get(SessionCall.class).decodeFromWire(0, wire))
        .isEqualTo(new SessionCall("s"));
  }

  @Test
  void aMessageOfAnotherVersionIsRefused() {
    Buffer wire = Buffer.buffer();
    codecs.get(SessionCall.class).encodeToWire(wire, new SessionCall("s"));
    wire.setByte(0, (byte) 2);
    assertThatThrownBy(() -> codecs.get(SessionCall.class).decodeFromWire(0, wire))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("speaks 1")
        .hasMessageContaining("same version of Maestro on every node");
  }

  @Test
  void eventsOfANewerVersionAreLeftOutAndTheOthersKept() {
    String known = "{\"type\":\"text.delta\",\"choice\":0,\"text\":\"a\"}";
    String news = "{\"type\":\"hologram.delta\",\"choice\":0,\"points\":[{\"x\":1}]}";
    StreamFrame frame =
        frame(4, "{\"type\":\"data\",\"events\":[" + known + "," + news + "," + known + "]}");
    StreamEvent kept = new StreamEvent.TextDelta(0, "a");
    assertThat(frame)
        .isEqualTo(new StreamFrame("s", 4, new FrameBody.Data(null, List.of(kept, kept))));
  }

  @Test
  void aFrameOfANewerVersionKeepsItsNumber() {
    StreamFrame numbered = frame(4, "{\"type\":\"hologram\",\"points\":[1]}");
    assertThat(numbered).isEqualTo(new StreamFrame("s", 4, new FrameBody.Unknown()));
    assertThat(numbered.isNumbered()).isTrue();
    assertThat(frame(-1, "{\"type\":\"hologram\"}").isNumbered()).isFalse();
  }

  @Test
  void aCommandOfANewerVersionIsRead() {
    Buffer wire = wire("{\"stream\":\"s\",\"command\":{\"type\":\"rewind\",\"to\":3}}");
    assertThat(codecs.get(StreamControl.class).decodeFromWire(0, wire))
        .isEqualTo(new StreamControl("s", new StreamControl.Unknown()));
  }

  @Test
  void aRequestWithAPartOfANewerVersionIsRefusedAndNotShortened() {
    String body =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"USER\",\"parts\":[{\"type\":\"smell\"}]}]}";
    StreamCall call = StreamCall.neutral("s", Samples.request(DIALECT), Map.of()).withoutBody();
    assertThatThrownBy(() -> call.withBody(Buffer.buffer(body)))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("smell")
        .hasMessageContaining("same version of Maestro on every node");
  }

  @Test
  void aMessageThatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> codecs.get(SessionCall.class).decodeFromWire(0, wire("{")))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("no SessionCall");
  }

  @Test
  void aSecretHasNoWireForm() {
    Secret secret = Secret.of("sk-planted");
    OpenSession session =
        new OpenSession(new SessionFacts("i", "acme", "n", AuthType.API_KEY, null, null), secret);
    assertThatThrownBy(() -> BusJson.write(secret)).hasMessageNotContaining("planted");
    assertThatThrownBy(() -> BusJson.write(session)).hasMessageNotContaining("planted");
  }

  @Test
  void theBusTakesNeitherASecretNorAnOpenSession() {
    Vertx vertx = Vertx.vertx();
    try {
      BusCodecs.register(vertx.eventBus());
      assertThatThrownBy(() -> vertx.eventBus().send("a", Secret.of("k")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> vertx.eventBus().send("a", new OpenSession(null, Secret.of("k"))))
          .isInstanceOf(IllegalArgumentException.class);
    } finally {
      vertx.close().await();
    }
  }

  private StreamFrame frame(int number, String body) {
    return (StreamFrame)
        codecs
            .get(StreamFrame.class)
            .decodeFromWire(
                0, wire("{\"stream\":\"s\",\"number\":" + number + ",\"body\":" + body + "}"));
  }

  private static Buffer wire(String json) {
    Buffer head = Buffer.buffer(json);
    return Buffer.buffer()
        .appendByte((byte) 1)
        .appendInt(head.length())
        .appendBuffer(head)
        .appendInt(-1);
  }

  private Object cross(Object message) {
    MessageCodec<Object, Object> codec = codecs.get(message.getClass());
    Buffer wire = Buffer.buffer("before");
    codec.encodeToWire(wire, message);
    return codec.decodeFromWire(6, wire.appendString("after"));
  }

  /** What is registered, caught on its way to the bus. */
  @SuppressWarnings("unchecked")
  private static Map<Class<?>, MessageCodec<Object, Object>> codecs() {
    Map<Class<?>, MessageCodec<Object, Object>> registered = new HashMap<>();
    EventBus bus =
        (EventBus)
            Proxy.newProxyInstance(
                EventBus.class.getClassLoader(),
                new Class<?>[] {EventBus.class},
                (proxy, method, arguments) -> {
                  registered.put(
                      (Class<?>) arguments[0], (MessageCodec<Object, Object>) arguments[1]);
                  return proxy;
                });
    BusCodecs.register(bus);
    assertThat(registered.values())
        .allSatisfy(codec -> assertThat(codec.systemCodecID()).isEqualTo((byte) -1))
        .extracting(MessageCodec::name)
        .doesNotHaveDuplicates();
    return registered;
  }
}
