package dev.maestro.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import dev.maestro.launcher.client.GatewayClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code maestro serve} makes of vendors' keys in its environment. */
class KeyOffersTest {
  private static final String PLANTED = "sk-planted-by-a-test";
  private static final String NONE = "{\"sessions\":[]}";

  private final StringWriter out = new StringWriter();
  private final List<String> questions = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "ANTHROPIC_API_KEY, anthropic, anthropic_key",
    "OPENAI_API_KEY, openai, openai_key",
    "GEMINI_API_KEY, gemini, gemini_key"
  })
  void aKeyIsOfferedAndMadeASessionWhenAccepted(String variable, String provider, String name) {
    try (RecordingGateway gateway = answering(NONE)) {
      offer(gateway, Map.of(variable, PLANTED + "\n"), Optional.of("y"));
      var made = gateway.asked().getLast();
      assertThat(made.method() + " " + made.uri()).isEqualTo("POST /api/sessions");
      assertThat(made.json().getString("provider")).isEqualTo(provider);
      assertThat(made.json().getString("name")).isEqualTo(name);
      assertThat(made.json().getString("auth_type")).isEqualTo("api_key");
      assertThat(made.json().getString("api_key")).isEqualTo(PLANTED);
    }
    assertThat(questions)
        .singleElement()
        .asString()
        .contains(variable, provider + "/" + name)
        .doesNotContain(PLANTED);
    assertThat(out.toString()).contains("Created " + provider).doesNotContain(PLANTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Y", "yes"})
  void enterAndYesAccept(String answer) {
    assertThat(created(Optional.of(answer))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "no", "what?"})
  void anythingElseDoesNot(String answer) {
    assertThat(created(Optional.of(answer))).isFalse();
  }

  @Test
  void anEndOfTheInputDoesNotAccept() {
    assertThat(created(Optional.empty())).isFalse();
  }

  @Test
  void offATerminalItSaysWhatToTypeAndMakesNothing() {
    try (RecordingGateway gateway = answering(NONE)) {
      new KeyOffers(client(gateway), Map.of("OPENAI_API_KEY", PLANTED), Optional.empty(), writer())
          .make();
      assertThat(gateway.asked()).noneMatch(request -> request.method().equals("POST"));
    }
    assertThat(out.toString())
        .contains("maestro sessions create openai/openai_key --api-key-env OPENAI_API_KEY")
        .doesNotContain(PLANTED);
  }

  @Test
  void aProviderThatHasASessionIsNotOfferedAgain() {
    try (RecordingGateway gateway = answering("{\"sessions\":[{\"name\":\"openai_key\"}]}")) {
      offer(gateway, Map.of("OPENAI_API_KEY", PLANTED), Optional.of("y"));
      assertThat(gateway.asked())
          .singleElement()
          .extracting(RecordingGateway.Asked::uri)
          .isEqualTo("/api/sessions?provider=openai");
    }
    assertThat(questions).isEmpty();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aKeyForAnotherHostThanTheVendorsIsNotOffered() {
    try (RecordingGateway gateway = answering(NONE)) {
      Map<String, String> elsewhere =
          Map.of("OPENAI_API_KEY", PLANTED, "OPENAI_BASE_URL", "http://127.0.0.1:7420/v1");
      offer(gateway, elsewhere, Optional.of("y"));
      assertThat(gateway.asked()).noneMatch(request -> request.method().equals("POST"));
    }
    assertThat(questions).isEmpty();
    assertThat(out.toString()).contains("OPENAI_BASE_URL names 127.0.0.1").doesNotContain(PLANTED);
  }

  @Test
  void withoutAKeyNothingIsAsked() {
    try (RecordingGateway gateway = answering(NONE)) {
      offer(gateway, Map.of("OPENAI_API_KEY", " "), Optional.of("y"));
      assertThat(gateway.asked()).isEmpty();
    }
    assertThat(KeyOffers.isAnyIn(Map.of("OPENAI_API_KEY", " ", "HOME", "/"))).isFalse();
    assertThat(KeyOffers.isAnyIn(Map.of("OPENAI_API_KEY", PLANTED))).isTrue();
  }

  private boolean created(Optional<String> answer) {
    try (RecordingGateway gateway = answering(NONE)) {
      offer(gateway, Map.of("GEMINI_API_KEY", PLANTED), answer);
      assertThat(questions).hasSize(1);
      return gateway.asked().stream().anyMatch(request -> request.method().equals("POST"));
    }
  }

  private void offer(
      RecordingGateway gateway, Map<String, String> environment, Optional<String> answer) {
    Terminal.Person person =
        question -> {
          questions.add(question);
          return answer;
        };
    new KeyOffers(client(gateway), environment, Optional.of(person), writer()).make();
  }

  private PrintWriter writer() {
    return new PrintWriter(out, true);
  }

  private static RecordingGateway answering(String body) {
    return new RecordingGateway(200, "application/json", body);
  }

  private static GatewayClient client(RecordingGateway gateway) {
    return new GatewayClient(gateway.url(), Secret.of("maestro-key"), Optional.empty());
  }
}
