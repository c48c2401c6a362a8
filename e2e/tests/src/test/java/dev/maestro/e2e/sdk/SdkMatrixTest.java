package dev.maestro.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every SDK against every vendor's session. */
@ExtendWith(WithProcess.class)
class SdkMatrixTest {
  private static final String SESSION = "matrix";
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private final Vendors vendors;
  private final Gateway gateway;
  private final Map<Sdk.Kind, Sdk> open = new TreeMap<>();

  SdkMatrixTest(Vendors vendors, Gateway gateway) {
    this.vendors = vendors;
    this.gateway = gateway;
  }

  static Stream<Arguments> matrix() {
    return Arrays.stream(Sdk.Kind.values())
        .flatMap(kind -> Arrays.stream(Vendor.values()).map(vendor -> Arguments.of(kind, vendor)));
  }

  @BeforeEach
  void makeSessions() throws Exception {
    for (var vendor : Vendor.values()) {
      gateway.create(vendor, SESSION, vendor.defaultKey());
    }
  }

  @AfterEach
  void close() {
    open.values().forEach(Sdk::close);
  }

  private Sdk sdk(Sdk.Kind kind) {
    return open.computeIfAbsent(kind, wanted -> wanted.open(gateway.url(), gateway.key()));
  }

  private static Ask ask(Vendor vendor, String prompt) {
    return new Ask(model(vendor, Gateway.model(vendor)), prompt);
  }

  /** To a model whose vendor refuses thoughts that come back changed, or not at all. */
  private static Ask askThinker(Vendor vendor, String prompt) {
    var thinker =
        switch (vendor) {
          case ANTHROPIC -> "claude-sonnet-4-5-20250929";
          case OPENAI -> "gpt-5.1";
          case GEMINI -> "gemini-3-pro-preview";
        };
    return new Ask(model(vendor, thinker), prompt).thinking();
  }

  private static String model(Vendor vendor, String id) {
    return vendor.id() + "/" + SESSION + "/" + id;
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void textStreamsWithUsage(Sdk.Kind kind, Vendor vendor) {
    var before = vendors.newest();
    var said = sdk(kind).talk(ask(vendor, Simulator.STANDARD_PROMPT)).turn();
    assertThat(said.text())
        .contains("FastAPI", "Stripe", "error")
        .endsWith(vendors.conversation(before, ReceivedRequest::ended).nonce());
    assertThat(said.outputTokens()).isGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void textComesWhole(Sdk.Kind kind, Vendor vendor) {
    var before = vendors.newest();
    var said = sdk(kind).whole(ask(vendor, "Hello"));
    assertThat(said.text()).endsWith(vendors.conversation(before, ReceivedRequest::ended).nonce());
    assertThat(said.outputTokens()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void aToolLoopOfThreeTurnsKeepsTheThoughts(Sdk.Kind kind, Vendor vendor) {
    var talk =
        sdk(kind)
            .talk(askThinker(vendor, "Weather? [[sim:tools rounds=3]]").withTools("get_weather"));
    for (int round = 1; round <= 3; round++) {
      assertThat(talk.turn().calls()).as("round " + round).containsExactly("get_weather");
      talk.answer("sunny " + round);
    }
    assertThat(talk.turn().text()).contains("The tools answered:", "sunny 3");
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void parallelCallsAreAnsweredTogether(Sdk.Kind kind, Vendor vendor) {
    var talk =
        sdk(kind)
            .talk(askThinker(vendor, "Both? [[sim:tools=2]]").withTools("get_weather", "get_time"));
    assertThat(talk.turn().calls()).containsExactly("get_weather", "get_time");
    talk.answer("42");
    assertThat(talk.turn().text()).containsPattern("The tools answered: .*42.*; .*42");
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void anImageArrives(Sdk.Kind kind, Vendor vendor) {
    var before = vendors.newest();
    sdk(kind).whole(ask(vendor, "What is this?").withImage(PNG));
    assertThat(vendors.conversation(before, ReceivedRequest::ended).body())
        .contains(PNG)
        .contains("image/png");
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void anAnswerKeepsToItsSchema(Sdk.Kind kind, Vendor vendor) throws Exception {
    var said = sdk(kind).whole(ask(vendor, "Who?").forPerson());
    var person = new ObjectMapper().readTree(said.text());
    assertThat(person.path("name").isTextual()).isTrue();
    assertThat(person.path("age").isInt()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void thoughtsAreShownOrCounted(Sdk.Kind kind, Vendor vendor) {
    var said = sdk(kind).talk(askThinker(vendor, "Hello")).turn();
    assertThat(said.text()).contains("complete answer");
    if (kind == Sdk.Kind.CHAT && vendor != Vendor.ANTHROPIC) {
      // A Chat client cannot ask for thoughts, and these vendors show none unasked.
      assertThat(said.reasoningTokens()).isPositive();
    } else {
      assertThat(said.thoughts()).contains("The user asks a question.");
    }
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void refusalsAndBreaksAreTheSdksOwnErrors(Sdk.Kind kind, Vendor vendor) {
    var sdk = sdk(kind);
    assertThatThrownBy(() -> sdk.whole(ask(vendor, "x [[sim:status=429 retry-after=3]]")))
        .isInstanceOf(sdk.rateLimited());
    assertThatThrownBy(() -> sdk.talk(ask(vendor, "x [[sim:bytes=20KB cut=2]]")).turn())
        .isInstanceOf(sdk.broken());
    assertThatThrownBy(() -> sdk.talk(ask(vendor, "x [[sim:error]]")).turn())
        .isInstanceOf(sdk.broken());
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void aClientThatLeavesEndsTheVendorsRequest(Sdk.Kind kind, Vendor vendor) {
    var before = vendors.newest();
    sdk(kind).leave(ask(vendor, "Go on. [[sim:endless slow=5]]"));
    assertThat(vendors.conversation(before, ReceivedRequest::ended).state())
        .isEqualTo(ReceivedRequest.State.ABORTED);
  }

  @ParameterizedTest
  @EnumSource
  void aWrongKeyIsUnauthorized(Sdk.Kind kind) {
    try (var stranger = kind.open(gateway.url(), "wrong-key-of-nobody")) {
      assertThatThrownBy(() -> stranger.whole(ask(Vendor.OPENAI, "x")))
          .isInstanceOf(stranger.unauthorized());
    }
  }

  @ParameterizedTest
  @EnumSource
  void modelsOfAllSessionsAreListed(Sdk.Kind kind) {
    assertThat(sdk(kind).models())
        .anyMatch(id -> id.endsWith(SESSION + "/gpt-4.1-mini"))
        .anyMatch(id -> id.endsWith(SESSION + "/gemini-2.5-flash"))
        .anyMatch(id -> id.endsWith(SESSION + "/claude-haiku-4-5-20251001"));
  }
}
