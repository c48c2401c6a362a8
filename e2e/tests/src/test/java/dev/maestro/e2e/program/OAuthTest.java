package dev.maestro.e2e.program;

import dev.maestro.e2e.running.LoginStage;
import dev.maestro.e2e.running.LoginWay;
import java.util.stream.Stream;

/** Every way to log in, through a gateway in this process. */
class OAuthTest extends OAuthFlow {
  static Stream<LoginWay> ways() {
    return LoginWay.all();
  }

  @Override
  LoginStage start() throws Exception {
    return LoginStage.inside();
  }
}
