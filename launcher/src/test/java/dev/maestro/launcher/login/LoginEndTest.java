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
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING)
        .on(PASTE, 410, EXPIRED);

    assertThatThrownBy(() -> run(typed("late\n"), false, false))
        .isInstanceOf(CommandFailed.class)
        .hasMessage("The login has expired.");
    assertThat(gateway.asked(REFRESH)).isEmpty();
  }

  @Test
  void aLoginThatNobodyGoesThroughExpires() throws Exception {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING);
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
        .on(SHOW, 404, NONE)
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
  void whereNoLoginCanBeginTheReasonIsGiven() throws Exception {
    gateway
        .on(SHOW, 200, session("needs_login", ""))
        .on(REFRESH, 424, "{\"status\":424,\"code\":\"needs_login\",\"detail\":\"Ended.\"}");

    assertThatThrownBy(() -> run(silent(), true, false)).hasMessage("Ended.");
  }

  @Test
  void aGatewayThatIsBusyForAMomentDoesNotEndTheWait() throws Exception {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 503, "{\"status\":503,\"detail\":\"It stops.\"}")
        .on(SHOW, 500, "")
        .on(SHOW, 200, ACTIVE);

    assertThat(run(silent(), true, false).how()).isEqualTo(LoginRun.How.LOGGED_IN);
  }

  @Test
  void aKeyThatIsGoneEndsTheWaitAtOnce() throws Exception {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 401, "{\"status\":401,\"detail\":\"No such key.\"}");

    assertThatThrownBy(() -> run(silent(), true, false)).hasMessage("No such key.");
    assertThat(gateway.asked(SHOW)).hasSize(2);
  }
}
