package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.LoginNode.wanted;
import static dev.maestro.launcher.core.LoginProvider.ID;
import static dev.maestro.launcher.core.RunningCore.await;
import static dev.maestro.launcher.core.RunningCore.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.core.BrowserReturn;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Logins that wait for ever, and whose node was killed in the middle of their exchange. */
@Timeout(90)
class AbandonedLoginTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path home;
  private final LoginProvider.Vendor vendor = new LoginProvider.Vendor();

  private LoginNode node(String every) throws Exception {
    return new LoginNode(
        database.url(),
        home,
        vendor,
        LoginFlow.CALLBACK,
        Map.of("MAESTRO_OAUTH_LOGIN_EXPIRES", "never", "MAESTRO_REFRESH_EVERY", every));
  }

  /** As one leaves it that was killed so long after it took the code. */
  private void claimed(String ago) throws SQLException {
    database.query(
        "update logins set code = secrets, claimed_at = now() - interval '%s' returning id"
            .formatted(ago));
  }

  @Test
  void aClaimIsGoodForAsLongAsAnExchangeTakesAndThenTheLoginIsOver() throws Exception {
    try (LoginNode node = node("1h")) {
      String state = await(node.maestro().createSession(wanted("work"))).authorization().state();
      claimed("1 minute");
      assertThat(await(node.maestro().logins().isPending(ID, "work"))).isTrue();

      claimed("131 seconds");

      assertThat(await(node.maestro().logins().isPending(ID, "work"))).isFalse();
      var late = refusal(node.maestro().logins().finish(ID, "work", Secret.of("good#" + state)));
      assertThat(late.status()).isEqualTo(410);
      assertThat(late.message()).contains("maestro login acme --name work");
      BrowserReturn back =
          new BrowserReturn("/auth/callback", state, Secret.of("good"), null, null);
      assertThat(await(node.maestro().logins().finish(back)).done()).isFalse();
      assertThat(vendor.exchanges).as("a code and its state count once").isEmpty();
      String again = await(node.maestro().logins().begin(ID, "work")).authorization().state();
      var done = await(node.maestro().logins().finish(ID, "work", Secret.of("good#" + again)));
      assertThat(done.status()).isEqualTo("active");
    }
  }

  @Test
  void whoeverWaitsForItsBrowserHearsThatItIsOverAndItsCodeIsForgotten() throws Exception {
    try (LoginNode node = node("100ms")) {
      await(node.maestro().createSession(wanted("work")));
      assertThat(node.door.opened).hasValue(1);

      claimed("131 seconds");

      Until.so(
          "the browser's door is closed",
          () -> {
            await(node.maestro().logins().isPending(ID, "work"));
            return node.door.closed.get() > 0;
          });
      assertThat(database.query("select count(code) from logins")).isEqualTo("0");
    }
  }

  @Test
  void aNameIsFreeOnceNothingCanComeOfItsLogin() throws Exception {
    try (LoginNode node = node("1h")) {
      await(node.maestro().createSession(wanted("work")));
      database.query("update sessions set created_at = now() - interval '1 hour' returning id");
      claimed("1 minute");
      assertThat(refusal(node.maestro().createSession(wanted("work"))).code())
          .as("its exchange may still run")
          .isEqualTo("session_exists");

      claimed("131 seconds");

      assertThat(await(node.maestro().createSession(wanted("work"))).status()).isEqualTo("pending");
    }
  }

  @Test
  void anExchangeMayRunPastTheEndOfItsLogin() throws Exception {
    try (LoginNode node = node("1h")) {
      await(node.maestro().createSession(wanted("work")));
      claimed("1 minute");
      for (String brought : List.of("code = secrets", "code = null, flow = 'none'")) {
        database.query(
            "update logins set expires_at = now() - interval '10 seconds', %s returning id"
                .formatted(brought));
        database.query("update sessions set created_at = now() - interval '1 hour' returning id");

        assertThat(await(node.maestro().logins().isPending(ID, "work"))).as(brought).isTrue();
        assertThat(refusal(node.maestro().createSession(wanted("work"))).code())
            .isEqualTo("session_exists");
      }
      database.query("update logins set code = null, flow = 'paste' returning id");
      assertThat(await(node.maestro().logins().isPending(ID, "work"))).as("refused").isFalse();
    }
  }

  @Test
  void whatWasOverForADayIsRemoved() throws Exception {
    try (LoginNode node = node("1h")) {
      await(node.maestro().createSession(wanted("work")));
      LoginsTable logins = new LoginsTable(database.database());
      UUID session = UUID.fromString(database.query("select id from sessions"));
      claimed("23 hours");
      await(logins.sweep(Duration.ofDays(1)));
      assertThat(await(logins.ofSession(session))).isPresent();

      claimed("25 hours");
      await(logins.sweep(Duration.ofDays(1)));

      assertThat(await(logins.ofSession(session))).isEmpty();
    }
  }
}
