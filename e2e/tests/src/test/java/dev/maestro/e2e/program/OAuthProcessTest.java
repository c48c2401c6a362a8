package dev.maestro.e2e.program;

import dev.maestro.e2e.running.LoginStage;
import dev.maestro.e2e.running.LoginWay;
import java.util.stream.Stream;

/** One way of each vendor, and what Google's own programs leave on a machine, as users run it. */
class OAuthProcessTest extends OAuthFlow {
  static Stream<LoginWay> ways() {
    return Stream.of(
        LoginWay.ANTHROPIC_KEY,
        LoginWay.OPENAI_ACCESS_TOKEN,
        LoginWay.GEMINI_CLIENT,
        LoginWay.GEMINI_ADC);
  }

  @Override
  LoginStage start() throws Exception {
    return LoginStage.process();
  }
}
