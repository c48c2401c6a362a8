package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.LoginNode.wanted;
import static dev.maestro.launcher.core.LoginProvider.ID;
import static dev.maestro.launcher.core.RunningCore.await;
import static dev.maestro.launcher.core.RunningCore.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.TokenRefusal;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.core.Caller;
import dev.maestro.core.NotificationView;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that are renewed once, by whichever node, over a real database. */
@Timeout(90)
class CoreRefreshTest {
  private static final Caller ANYONE = new Caller("k", "admin", Optional.empty());

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path home;
  private final LoginProvider.Vendor vendor = new LoginProvider.Vendor();

  private LoginNode node() throws Exception {
    return new LoginNode(database, home, vendor, LoginFlow.PASTE);
  }

  private LoginNode onDemand() throws Exception {
    return LoginNode.onDemand(database, home, vendor);
  }

  @Test
  void aPersonCanHaveATokenRenewed() throws Exception {
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      var before = await(node.maestro().sessions().show(ID, "work"));
      var after = await(node.maestro().refreshTokens(ID, "work"));
      assertThat(after.status()).isEqualTo("active");
      assertThat(after.expiresAt()).isAfterOrEqualTo(before.expiresAt());
      assertThat(open(node, id).secret()).isEqualTo(Secret.of("a1"));
      assertThat(vendor.refreshesOf(id)).isEqualTo(1);
    }
  }

  @Test
  void anAnswerWithoutARefreshTokenKeepsTheOldOne() throws Exception {
    vendor.keepsRefreshToken = true;
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      await(node.maestro().refreshTokens(ID, "work"));
      await(node.maestro().refreshTokens(ID, "work"));
      assertThat(open(node, id).tokens().refresh()).isEqualTo(Secret.of(id + "-r0"));
    }
  }

  @Test
  void aTokenThatRotatedOutlastsARefreshThatComesToNoEnd() throws Exception {
    vendor.completion =
        Future.failedFuture(ProviderException.of(ErrorKind.INTERNAL, "A fault in between."));
    try (LoginNode node = onDemand()) {
      String id = node.loggedIn("work");
      refusal(node.maestro().refreshTokens(ID, "work"));
      vendor.completion = Future.succeededFuture();

      // The vendor takes the first token no more.
      await(node.maestro().refreshTokens(ID, "work"));

      assertThat(open(node, id).secret()).isEqualTo(Secret.of("a2"));
      assertThat(open(node, id).generation()).isEqualTo(2);
    }
  }

  @Test
  void tokensAreRenewedBeforeTheyEnd() throws Exception {
    vendor.lifetime = Duration.ofMillis(1_500);
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      vendor.lifetime = Duration.ofHours(1);
      Until.so(
          "its tokens are renewed",
          () -> open(node, id).tokens().refresh().equals(Secret.of(id + "-r1")));
      assertThat(vendor.refreshesOf(id)).isEqualTo(1);
    }
  }

  @Test
  void allWhoWaitForATokenThatIsOverGetTheSameNextOneOnEveryNode() throws Exception {
    vendor.lifetime = Duration.ofMillis(1);
    Promise<Void> all = Promise.promise();
    vendor.pause = all.future();
    try (LoginNode one = onDemand();
        LoginNode two = onDemand();
        LoginNode three = onDemand()) {
      List<String> ids = new ArrayList<>();
      for (int n = 0; n < 20; n++) {
        ids.add(one.loggedIn("session" + n));
      }
      vendor.lifetime = Duration.ofHours(1);
      List<Future<OpenSession>> waiting = new ArrayList<>();
      for (int n = 0; n < 15; n++) {
        for (LoginNode node : List.of(one, two, three)) {
          ids.forEach(id -> waiting.add(node.vault.open(id)));
        }
      }
      all.complete();
      await(Future.all(waiting));
      assertThat(waiting)
          .allSatisfy(opened -> assertThat(opened.result().secret()).isEqualTo(Secret.of("a1")));
      assertThat(ids).allSatisfy(id -> assertThat(vendor.refreshesOf(id)).isEqualTo(1));
    }
  }

  @Test
  void aTokenThatTheVendorRefusesIsRenewedOnce() throws Exception {
    try (LoginNode node = onDemand()) {
      String id = node.loggedIn("work");
      vendor.accepted = Secret.of("a1");
      var models = await(node.maestro().listModels(ID, "work", true)).models();
      assertThat(models.getFirst().id()).isEqualTo("model-a1");
      assertThat(vendor.refreshesOf(id)).isEqualTo(1);

      vendor.accepted = Secret.of("never");
      ErrorFacts facts = refusal(node.maestro().listModels(ID, "work", true));
      assertThat(facts.kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
      assertThat(vendor.refreshesOf(id)).as("a token of a moment ago is not to blame").isEqualTo(1);
    }
  }

  @Test
  void aDeadLoginNeedsAPersonWhoIsToldOnce() throws Exception {
    vendor.failure = ProviderException.of(ErrorKind.NEEDS_LOGIN, "Refresh token reused.");
    ended("needs_login");
  }

  @Test
  void aRevokedLoginIsCalledSo() throws Exception {
    vendor.failure =
        new ProviderException(
            ErrorFacts.of(ErrorKind.NEEDS_LOGIN, "Revoked.").withCode(TokenRefusal.REVOKED));
    ended("revoked");
  }

  private void ended(String status) throws Exception {
    ProviderException failure = vendor.failure;
    vendor.failure = null;
    try (LoginNode one = node();
        LoginNode two = node()) {
      String id = one.loggedIn("work");
      vendor.failure = failure;
      ErrorFacts facts = refusal(one.maestro().refreshTokens(ID, "work"));
      assertThat(facts.kind()).isEqualTo(ErrorKind.NEEDS_LOGIN);
      assertThat(facts.message()).contains("maestro login acme --name work");
      assertThat(refusal(one.vault.open(id)).kind()).isEqualTo(ErrorKind.NEEDS_LOGIN);
      assertThat(refusal(two.maestro().refreshTokens(ID, "work")).kind())
          .isEqualTo(ErrorKind.NEEDS_LOGIN);
      assertThat(vendor.refreshesOf(id)).isEqualTo(1);
      assertThat(await(one.maestro().sessions().show(ID, "work")).status()).isEqualTo(status);
      assertThat(notifications(two))
          .extracting(NotificationView::kind)
          .containsExactly("needs_login");

      vendor.failure = null;
      String state = await(two.maestro().logins().begin(ID, "work")).authorization().state();
      await(two.maestro().logins().finish(ID, "work", Secret.of("good#" + state)));

      var again = await(one.maestro().sessions().show(ID, "work"));
      assertThat(again.status()).isEqualTo("active");
      assertThat(again.isDefault()).isTrue();
      assertThat(again.id()).isEqualTo(id);
      assertThat(notifications(two)).isEmpty();
    }
  }

  @Test
  void aVendorThatFailsForAWhileIsToldOfOnceAndRecoveredFrom() throws Exception {
    vendor.lifetime = Duration.ofMillis(200);
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      vendor.failure = ProviderException.of(ErrorKind.VENDOR_FAILURE, "Internal error.");
      vendor.lifetime = Duration.ofHours(1);
      Until.so("somebody is told", () -> !notifications(node).isEmpty());
      assertThat(notifications(node))
          .extracting(NotificationView::kind)
          .containsExactly("refresh_failing");
      int tried = vendor.refreshesOf(id);
      assertThat(await(node.maestro().sessions().show(ID, "work")).status())
          .isEqualTo("refreshing");

      Future<OpenSession> waiting = node.vault.open(id);
      vendor.failure = null;

      assertThat(await(waiting).secret().reveal()).startsWith("a");
      assertThat(vendor.refreshesOf(id)).isGreaterThan(tried);
      Until.so("nothing is left to tell", () -> notifications(node).isEmpty());
      assertThat(await(node.maestro().sessions().show(ID, "work")).status()).isEqualTo("active");
    }
  }

  @Test
  void aVendorThatAsksToWaitIsNotAskedBefore() throws Exception {
    try (LoginNode node = onDemand()) {
      String id = node.loggedIn("work");
      vendor.failure =
          new ProviderException(
              ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 429, null, "Slow down.")
                  .withRetryAfter(Duration.ofMinutes(5)));
      ErrorFacts facts = refusal(node.maestro().refreshTokens(ID, "work"));
      assertThat(facts.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
      assertThat(facts.retryAfter()).isGreaterThan(Duration.ofMinutes(4));
      assertThat(await(node.maestro().sessions().show(ID, "work")).status()).isEqualTo("active");
      assertThat(open(node, id).secret()).isEqualTo(Secret.of("a0"));
      assertThat(vendor.refreshesOf(id)).isEqualTo(1);
    }
  }

  @Test
  void aLoginThatCannotBeRenewedIsWarnedOfAndEnds() throws Exception {
    vendor.gives = false;
    vendor.lifetime = Duration.ofSeconds(4);
    try (LoginNode node = node()) {
      node.loggedIn("work");
      Until.so("somebody is told", () -> !notifications(node).isEmpty());
      assertThat(notifications(node).getFirst().kind()).isEqualTo("session_expiring");
      Until.so(
          "it is told of no more",
          () ->
              notifications(node).stream()
                  .noneMatch(each -> each.kind().equals("session_expiring")));
      Until.so("something else is told", () -> !notifications(node).isEmpty());
      assertThat(notifications(node))
          .extracting(NotificationView::kind)
          .containsExactly("needs_login");
      assertThat(await(node.maestro().sessions().show(ID, "work")).status()).isEqualTo("expired");
    }
  }

  @Test
  void whatIsExpiredForLongIsCleanedUp() throws Exception {
    vendor.gives = false;
    vendor.lifetime = Duration.ofSeconds(1);
    try (LoginNode node =
        new LoginNode(
            database.url(),
            home,
            vendor,
            LoginFlow.PASTE,
            Map.of("MAESTRO_SESSIONS_CLEANUP", "1ms", "MAESTRO_REFRESH_EVERY", "100ms"))) {
      node.loggedIn("work");
      Until.so(
          "it is cleaned up",
          () -> await(node.maestro().sessions().list(null, null, null)).isEmpty());
      Until.so("nothing is left to tell", () -> notifications(node).isEmpty());
      await(node.maestro().createSession(wanted("work")));
    }
  }

  private static OpenSession open(LoginNode node, String id) throws Exception {
    return await(node.vault.open(id));
  }

  private static List<NotificationView> notifications(LoginNode node) throws Exception {
    return await(node.maestro().notifications().list(ANYONE, true));
  }
}
