package dev.maestro.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.LoginStage;
import dev.maestro.e2e.running.LoginWay;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Simulator;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of one dialect on sessions that are logged in by OAuth at a vendor of another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class OAuthSdkTest {
  private static final String PAIRS =
      """
      CHAT,      OPENAI_ACCESS_TOKEN
      RESPONSES, OPENAI_ACCESS_TOKEN
      MESSAGES,  OPENAI_ACCESS_TOKEN
      MESSAGES,  GEMINI_CLIENT
      GEMINI,    ANTHROPIC_BEARER
      GEMINI,    GEMINI_SERVICE_ACCOUNT
      MESSAGES,  ANTHROPIC_BEARER
      CHAT,      ANTHROPIC_KEY
      """;

  private LoginStage stage;

  @BeforeAll
  void open() throws Exception {
    stage = LoginStage.inside();
  }

  @AfterAll
  void close() throws IOException {
    if (stage != null) {
      stage.close();
    }
  }

  private Ask ask(LoginWay way) throws Exception {
    var name = "sdk_" + way.name();
    if (stage.gateway().ask("GET", way.path(name)).status() == 404) {
      stage.person().login(way, name);
    }
    return new Ask(way.provider() + "/" + name + "/" + way.model(), Simulator.STANDARD_PROMPT);
  }

  @ParameterizedTest
  @CsvSource(textBlock = PAIRS)
  void aStreamArrivesWhole(Sdk.Kind kind, LoginWay way) throws Exception {
    try (var sdk = kind.open(stage.gateway().url(), stage.gateway().key())) {
      var ask = ask(way);
      var before = stage.vendors().newest();
      check(sdk.talk(ask).turn(), before);
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = PAIRS)
  void anAnswerThatIsNotStreamedArrivesWhole(Sdk.Kind kind, LoginWay way) throws Exception {
    try (var sdk = kind.open(stage.gateway().url(), stage.gateway().key())) {
      var ask = ask(way);
      var before = stage.vendors().newest();
      check(sdk.whole(ask), before);
    }
  }

  private void check(Said said, long before) {
    var upstream = stage.vendors().conversation(before, ReceivedRequest::ended);
    assertThat(said.text().strip()).endsWith(upstream.nonce());
    assertThat(said.text()).contains("FastAPI", "Stripe");
    assertThat(said.outputTokens()).isPositive();
  }
}
