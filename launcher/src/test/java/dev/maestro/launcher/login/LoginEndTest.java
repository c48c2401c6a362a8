package dev.maestro.launcher.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.launcher.client.CommandFailed;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Logins that need not be, or come to nothing. */
class LoginEndTest extends LoginTerminal {
  @Test
  void aLoginThatTheGatewayCallsExpiredFails() {
    gateway
        .on(CREATE, 202, session("pending", login("paste", "u1")))
        .on(SHOW, 200, PENDING)
        .on(PASTE, 410, EXPIRED);

    assertThatThrownBy(() -> run(typed("late\n"), false, false))
        .isInstanceOf(CommandFailed.class)
        .hasMessage("The login has expired.");
    assertThat(gateway.asked(REFRESH)).isEmpty();
  }

  @Test
  void aLoginThatNobodyGoesThroughExpires() throws Exception {
    gateway.on(CREATE, 202, session("pending", login("callback", "u1"))).on(SHOW, 200, PENDING);
    now = Instant.parse("2026-11-26T10:16:00Z");

    assertThatThrownBy(() -> run(silent(), true, false))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("oauth.login.expires")
        .hasMessageContaining("maestro login vendor/work");
  }

  @Test
  void aLoginThatWasRefusedOnTheVendorsPageEndsTheWait() throws Exception {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
        .on(SHOW, 200, PENDING)
        .on(SHOW, 200, session("expired", ""));

    assertThatThrownBy(() -> run(silent(), true, false))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("was refused on the vendor's page");
  }

  @Test
  void aSessionDeletedMeanwhileEndsTheWait() throws Exception {
    gateway.on(CREATE, 202, session("pending", login("callback", "u1")));

    assertThatThrownBy(() -> run(silent(), true, false))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("is gone");
  }

  @Test
  void aSessionThatIsLoggedInIsLeftAsItIs() throws Exception {
    gateway.on(CREATE, 409, EXISTS).on(REFRESH, 200, ACTIVE);

    assertThat(run(silent(), true, false).already()).isTrue();
    assertThat(opened).isEmpty();
  }

  @Test
  void aSessionThatNeedsALoginGetsANewOne() throws Exception {
    gateway
        .on(CREATE, 409, EXISTS)
        .on(REFRESH, 424, needsLogin("u7").replace("paste", "callback"))
        .on(SHOW, 200, session("needs_login", ""))
        .on(SHOW, 200, ACTIVE);

    assertThat(run(silent(), true, false).already()).isFalse();
    assertThat(opened).containsExactly("https://vendor.example/u7");
  }

  @Test
  void aSessionByApiKeyIsNotTouched() throws Exception {
    gateway
        .on(CREATE, 409, EXISTS)
        .on(REFRESH, 409, "{\"status\":409,\"code\":\"conflict\",\"detail\":\"No.\"}");

    assertThatThrownBy(() -> run(silent(), true, false))
        .hasMessageContaining("vendor/work is a session by API key");
  }

  @Test
  void whereNoLoginCanBeginTheReasonIsGiven() throws Exception {
    gateway
        .on(CREATE, 409, EXISTS)
        .on(REFRESH, 424, "{\"status\":424,\"code\":\"needs_login\",\"detail\":\"Ended.\"}");

    assertThatThrownBy(() -> run(silent(), true, false)).hasMessage("Ended.");
  }
}
