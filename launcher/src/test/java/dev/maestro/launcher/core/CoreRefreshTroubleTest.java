package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.LoginProvider.ID;
import static dev.maestro.launcher.core.RunningCore.await;
import static dev.maestro.launcher.core.RunningCore.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.core.Caller;
import dev.maestro.core.NotificationView;
import dev.maestro.core.SessionView;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Refreshes that meet what they do not expect, over a real database. */
@Timeout(90)
class CoreRefreshTroubleTest {
  private static final Caller ANYONE = new Caller("k", "admin", Optional.empty());

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path home;
  private final LoginProvider.Vendor vendor = new LoginProvider.Vendor();

  private LoginNode node() throws Exception {
    return node(InstantSource.system());
  }

  private LoginNode node(InstantSource clock) throws Exception {
    return LoginNode.onDemand(database, home, vendor, clock);
  }

  @Test
  void anHourAheadTokensAreNeitherTakenForDeadNorRefreshed() throws Exception {
    vendor.lifetime = Duration.ofMinutes(30);
    try (LoginNode node = node(InstantSource.offset(InstantSource.system(), Duration.ofHours(1)))) {
      String id = node.loggedIn("work");
      for (int time = 0; time < 100; time++) {
        assertThat(await(node.vault.open(id)).secret()).isEqualTo(Secret.of("a0"));
      }
      assertThat(vendor.refreshesOf(id)).isZero();
    }
  }

  @Test
  void anHourBehindNoTokenThatIsOverIsHandedOut() throws Exception {
    Promise<Void> slow = Promise.promise();
    vendor.lifetime = Duration.ofMillis(300);
    try (LoginNode node =
        node(InstantSource.offset(InstantSource.system(), Duration.ofHours(-1)))) {
      vendor.pause = slow.future();
      String id = node.loggedIn("work");
      vendor.lifetime = Duration.ofHours(2);
      Until.so("its token is over", () -> !asked("select expires_at > now() from sessions"));
      Future<OpenSession> waiting = node.vault.open(id);
      Until.so("a refresh is under way", () -> vendor.refreshesOf(id) > 0);
      assertThat(waiting.isComplete()).isFalse();
      slow.complete();
      assertThat(await(waiting).secret()).isEqualTo(Secret.of("a1"));
      assertThat(vendor.refreshesOf(id)).isEqualTo(1);
    }
  }

  @Test
  void aFailureOnDemandLeavesAGoodTokenAndItsScheduleAlone() throws Exception {
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      String schedule = database.query("select refresh_at from sessions");
      vendor.failure =
          new ProviderException(
              ErrorFacts.vendor(ErrorKind.VENDOR_FAILURE, 500, null, "Internal error."));
      for (int time = 0; time < 4; time++) {
        assertThat(refusal(node.maestro().refreshTokens(ID, "work")).kind())
            .isEqualTo(ErrorKind.VENDOR_FAILURE);
      }
      assertThat(database.query("select refresh_at from sessions")).isEqualTo(schedule);
      assertThat(show(node).status()).isEqualTo("active");
      assertThat(await(node.vault.open(id)).secret()).isEqualTo(Secret.of("a0"));
      assertThat(notifications(node)).isEmpty();
    }
  }

  @Test
  void aKeyThatWasMadeOfALoginOutlivesItUntilTheVendorRefusesIt() throws Exception {
    vendor.makesKeys = true;
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      vendor.failure = ProviderException.of(ErrorKind.NEEDS_LOGIN, "Refresh token expired.");

      for (int time = 0; time < 2; time++) {
        assertThat(refusal(node.maestro().refreshTokens(ID, "work")).kind())
            .isEqualTo(ErrorKind.NEEDS_LOGIN);
        assertThat(show(node).status()).isEqualTo("active");
        assertThat(await(node.vault.open(id)).secret()).isEqualTo(Secret.of("k0"));
      }
      assertThat(vendor.refreshesOf(id)).isEqualTo(1);
      Until.so("somebody is told", () -> !notifications(node).isEmpty());
      assertThat(notifications(node))
          .extracting(NotificationView::kind)
          .containsExactly("session_expiring");

      vendor.accepted = Secret.of("another");
      for (int time = 0; time < 2; time++) {
        assertThat(refusal(node.maestro().listModels(ID, "work", true)).kind())
            .isEqualTo(ErrorKind.NEEDS_LOGIN);
      }
      assertThat(show(node).status()).isEqualTo("needs_login");
      Until.so("one thing is told", () -> notifications(node).size() == 1);
      assertThat(notifications(node).getFirst().kind()).isEqualTo("needs_login");
    }
  }

  @Test
  void aProviderThatNobodyHasAnnouncedYetIsAwayAndNoFailureOfTheSession() throws Exception {
    try (LoginNode node = node()) {
      node.loggedIn("work");
    }
    String schedule = database.query("select refresh_at from sessions");
    RunningCore other = RunningCore.start(database.vertx(), database.database(), home);

    ErrorFacts facts = refusal(other.maestro().refreshTokens(ID, "work"));

    assertThat(facts.message()).contains("There is no provider \"acme\"");
    assertThat(facts.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(await(other.maestro().notifications().list(ANYONE, true))).isEmpty();
    assertThat(database.query("select refresh_at from sessions")).isEqualTo(schedule);
    await(other.core().close());
  }

  @Test
  void whatADeadNodeLeftIsTakenOverWithoutBeingDue() throws Exception {
    try (LoginNode node = new LoginNode(database, home, vendor, LoginFlow.PASTE)) {
      String id = node.loggedIn("work");
      abandon();
      Until.so(
          "it is taken over and renewed",
          () -> vendor.refreshesOf(id) > 0 && show(node).status().equals("active"));
      assertThat(await(node.vault.open(id)).secret()).isEqualTo(Secret.of("a1"));
      assertThat(vendor.refreshesOf(id)).isEqualTo(1);
    }
  }

  @Test
  void aTokenThatWaitedForTheDatabaseComesBeforeOneWhoTakesOver() throws Exception {
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      abandon();
      Future<SessionView> asked = node.maestro().refreshTokens(ID, "work");
      Until.so("it is being refreshed", () -> !asked("select lease_until < now() from sessions"));
      database.query(
          "update sessions set generation = generation + 1, lease = null, lease_until = null,"
              + " status = 'active' returning id");
      assertThat(await(asked).status()).isEqualTo("active");
      assertThat(vendor.refreshesOf(id)).isZero();
    }
  }

  private void abandon() throws SQLException {
    database.query(
        "update sessions set lease = id, lease_until = now() - interval '1 second',"
            + " status = 'refreshing' returning id");
  }

  @Test
  void aLoginThatComesBeforeTheEndOfARefreshMakesItsFailureMeaningless() throws Exception {
    Promise<Void> slow = Promise.promise();
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      vendor.pause = slow.future();
      Future<SessionView> asked = node.maestro().refreshTokens(ID, "work");
      Until.so("a refresh is under way", () -> vendor.refreshesOf(id) > 0);
      String state = await(node.maestro().logins().begin(ID, "work")).authorization().state();
      await(node.maestro().logins().finish(ID, "work", Secret.of("good#" + state)));
      vendor.failure = ProviderException.of(ErrorKind.FORBIDDEN, "No such client.");
      slow.complete();

      assertThat(await(asked).status()).isEqualTo("active");
      assertThat(notifications(node)).isEmpty();
    }
  }

  @Test
  void nodesThatAreNoClusterFindAnothersTokenOnce() throws Exception {
    try (LoginNode one = node();
        LoginNode two = node()) {
      String id = one.loggedIn("work");
      assertThat(await(two.vault.open(id)).secret()).isEqualTo(Secret.of("a0"));
      await(one.maestro().refreshTokens(ID, "work"));
      vendor.accepted = Secret.of("a1");
      for (int time = 0; time < 3; time++) {
        await(two.maestro().listModels(ID, "work", true));
      }
      assertThat(vendor.refreshesOf(id)).isEqualTo(1);
      assertThat(vendor.refused.get()).as("where it was not told before").isLessThan(2);
    }
  }

  private boolean asked(String question) throws SQLException {
    return database.query(question).equals("t");
  }

  private static SessionView show(LoginNode node) throws Exception {
    return await(node.maestro().sessions().show(ID, "work"));
  }

  private static List<NotificationView> notifications(LoginNode node) throws Exception {
    return await(node.maestro().notifications().list(ANYONE, true));
  }
}
