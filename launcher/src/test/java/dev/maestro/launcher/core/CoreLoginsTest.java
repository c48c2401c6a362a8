package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.LoginNode.wanted;
import static dev.maestro.launcher.core.LoginProvider.ID;
import static dev.maestro.launcher.core.RunningCore.await;
import static dev.maestro.launcher.core.RunningCore.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.Pkce;
import dev.maestro.api.provider.Login;
import dev.maestro.core.AuthorizationView;
import dev.maestro.core.BrowserReturn;
import dev.maestro.core.LoginOutcome;
import dev.maestro.core.NewSession;
import dev.maestro.core.SessionView;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Logins from their beginning to their end, over a real database. */
@Timeout(90)
class CoreLoginsTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path home;
  private final LoginProvider.Vendor vendor = new LoginProvider.Vendor();

  private LoginNode node(LoginFlow flow) throws Exception {
    return new LoginNode(database, home, vendor, flow);
  }

  @Test
  void aPastedCodeLogsIn() throws Exception {
    try (LoginNode node = node(LoginFlow.PASTE)) {
      SessionView begun = await(node.maestro().createSession(wanted("work")));
      AuthorizationView login = begun.authorization();
      assertThat(begun.status()).isEqualTo("pending");
      assertThat(login.flow()).isEqualTo(LoginFlow.PASTE);
      assertThat(login.expiresAt()).isNotNull();

      SessionView done = await(paste(node, "good#" + login.state()));

      assertThat(done.status()).isEqualTo("active");
      assertThat(done.credential()).isEqualTo("access_token");
      assertThat(done.isDefault()).isTrue();
      assertThat(done.authorization()).isNull();
      Login seen = vendor.exchanges.peek();
      assertThat(seen.code()).isEqualTo(Secret.of("good"));
      assertThat(seen.redirectUri()).isEqualTo("https://acme/code");
      assertThat(login.url())
          .contains(Pkce.challenge(seen.verifier()), login.state())
          .doesNotContain(seen.verifier().reveal());
      assertThat(node.door.opened).hasValue(0);
    }
  }

  @Test
  void aLoginIsPendingUntilItIsFinishedOrRefused() throws Exception {
    try (LoginNode node = node(LoginFlow.PASTE)) {
      var logins = node.maestro().logins();
      assertThat(await(logins.isPending(ID, "work"))).isFalse();
      String state = await(node.maestro().createSession(wanted("work"))).authorization().state();
      assertThat(await(logins.isPending(ID, "work"))).isTrue();
      refusal(paste(node, "bad#" + state));
      assertThat(await(logins.isPending(ID, "work"))).isFalse();
      String again = await(logins.begin(ID, "work")).authorization().state();
      assertThat(await(logins.isPending(ID, "work"))).isTrue();
      await(paste(node, "good#" + again));
      assertThat(await(logins.isPending(ID, "work"))).isFalse();
    }
  }

  @Test
  void aStateCountsOnceAndOnlyForItsSession() throws Exception {
    try (LoginNode node = node(LoginFlow.PASTE)) {
      String state = await(node.maestro().createSession(wanted("work"))).authorization().state();
      String other = await(node.maestro().createSession(wanted("other"))).authorization().state();
      assertThat(refusal(paste(node, "good#" + other)).code()).isEqualTo("state_mismatch");
      assertThat(refusal(paste(node, "good")).code()).isEqualTo("state_mismatch");
      assertThat(refusal(paste(node, " ")).code()).isEqualTo("code_rejected");
      assertThat(vendor.exchanges).isEmpty();

      await(paste(node, "https://acme/code?code=good&state=" + state));

      assertThat(refusal(paste(node, "good#" + state)).status()).isEqualTo(410);
    }
  }

  @Test
  void aRefusedCodeIsSaidInTheVendorsWordsAndANewLoginMayBegin() throws Exception {
    try (LoginNode node = node(LoginFlow.PASTE)) {
      String state = await(node.maestro().createSession(wanted("work"))).authorization().state();
      var facts = refusal(paste(node, "bad#" + state));
      assertThat(facts.status()).isEqualTo(400);
      assertThat(facts.code()).isEqualTo("code_rejected");
      assertThat(facts.message()).contains("Invalid 'code' in request.");
      assertThat(refusal(paste(node, "good#" + state)).status()).isEqualTo(410);
      assertThat(refusal(node.maestro().refreshTokens(ID, "work")).kind())
          .isEqualTo(ErrorKind.NEEDS_LOGIN);

      AuthorizationView again = await(node.maestro().logins().begin(ID, "work")).authorization();

      assertThat(again.state()).isNotEqualTo(state);
      SessionView done = await(paste(node, "good#" + again.state()));
      assertThat(done.status()).isEqualTo("active");
      assertThat(done.isDefault()).as("as was wished at first").isTrue();
    }
  }

  @Test
  void aVendorThatIsAwayForAMomentLeavesTheCodeToBeBroughtAgain() throws Exception {
    try (LoginNode node = node(LoginFlow.PASTE)) {
      String state = await(node.maestro().createSession(wanted("work"))).authorization().state();
      vendor.failure = ProviderException.of(ErrorKind.UNREACHABLE, "No route.");
      assertThat(refusal(paste(node, "good#" + state)).kind()).isEqualTo(ErrorKind.UNREACHABLE);
      vendor.failure = null;
      assertThat(await(paste(node, "good#" + state)).status()).isEqualTo("active");
    }
  }

  @Test
  void aCodeThatAVendorSawWhileItFailedIsUsed() throws Exception {
    try (LoginNode node = node(LoginFlow.PASTE)) {
      String state = await(node.maestro().createSession(wanted("work"))).authorization().state();
      vendor.failure = ProviderException.of(ErrorKind.OVERLOADED, "Busy.");
      var facts = refusal(paste(node, "good#" + state));
      assertThat(facts.kind()).isEqualTo(ErrorKind.OVERLOADED);
      assertThat(facts.message()).contains("Begin a new login: maestro login acme --name work");
      vendor.failure = null;
      assertThat(refusal(paste(node, "good#" + state)).status()).isEqualTo(410);
    }
  }

  @Test
  void aBrowserThatComesBackLogsInOnAnyNode() throws Exception {
    try (LoginNode one = node(LoginFlow.CALLBACK);
        LoginNode two = node(LoginFlow.CALLBACK)) {
      AuthorizationView login = await(one.maestro().createSession(wanted("work"))).authorization();
      assertThat(one.door.opened).hasValue(1);
      assertThat(back(two, "/elsewhere", login.state()).done()).isFalse();
      assertThat(back(two, "/auth/callback", "another-state").session()).isNull();

      LoginOutcome outcome = back(two, "/auth/callback", login.state());

      assertThat(outcome.done()).isTrue();
      assertThat(outcome.session()).isEqualTo("acme/work");
      assertThat(await(one.maestro().sessions().show(ID, "work")).status()).isEqualTo("active");
      assertThat(back(one, "/auth/callback", login.state()).done()).isFalse();
    }
  }

  @Test
  void theDoorIsClosedOnceNoLoginWaits() throws Exception {
    try (LoginNode node = node(LoginFlow.CALLBACK)) {
      String first = await(node.maestro().createSession(wanted("one"))).authorization().state();
      String second = await(node.maestro().createSession(wanted("two"))).authorization().state();
      back(node, "/auth/callback", first);
      assertThat(node.door.closed).hasValue(0);
      BrowserReturn denied =
          new BrowserReturn("/auth/callback", second, null, "access_denied", "<b>No</b>");
      LoginOutcome outcome = await(node.maestro().logins().finish(denied));
      assertThat(outcome.done()).isFalse();
      assertThat(outcome.message()).contains("<b>No</b>");
      assertThat(node.door.closed).hasValue(1);
    }
  }

  @Test
  void aLoginFromBeforeARestartIsWaitedFor() throws Exception {
    String state;
    try (LoginNode node = node(LoginFlow.CALLBACK)) {
      state = await(node.maestro().createSession(wanted("work"))).authorization().state();
    }
    try (LoginNode node = node(LoginFlow.CALLBACK)) {
      assertThat(node.door.opened).hasValue(1);
      assertThat(back(node, "/auth/callback", state).done()).isTrue();
    }
  }

  @Test
  void aWorkloadNeedsNobody() throws Exception {
    try (LoginNode node = node(LoginFlow.NONE)) {
      SessionView made = await(node.maestro().createSession(wanted("work")));
      assertThat(made.status()).isEqualTo("active");
      assertThat(made.authorization()).isNull();
    }
  }

  @Test
  void aWorkloadThatIsRefusedIsToldWhyAndLeavesNothing() throws Exception {
    vendor.failure = ProviderException.of(ErrorKind.NEEDS_LOGIN, "The key file was revoked.");
    try (LoginNode node = node(LoginFlow.NONE)) {
      var facts = refusal(node.maestro().createSession(wanted("work")));
      assertThat(facts.message()).isEqualTo("The key file was revoked.");
      assertThat(facts.code()).isNotEqualTo("code_rejected");
      vendor.failure = null;
      assertThat(await(node.maestro().createSession(wanted("work"))).status()).isEqualTo("active");
    }
  }

  @Test
  void anotherProgramsLoginIsTakenOver() throws Exception {
    try (LoginNode node = node(LoginFlow.PASTE)) {
      NewSession imported =
          new NewSession(ID, "oauth", "work", null, null, null, null, Secret.of("{}"));
      assertThat(await(node.maestro().createSession(imported)).status()).isEqualTo("active");
    }
  }

  @Test
  void aLoginThatNobodyFinishesEndsAndGivesItsNameFree() throws Exception {
    try (LoginNode node =
        new LoginNode(
            database.url(),
            home,
            vendor,
            LoginFlow.PASTE,
            Map.of("MAESTRO_OAUTH_LOGIN_EXPIRES", "1ms"))) {
      String state = await(node.maestro().createSession(wanted("work"))).authorization().state();
      var facts = refusal(paste(node, "good#" + state));
      assertThat(facts.status()).isEqualTo(410);
      assertThat(facts.code()).isEqualTo("login_expired");
      await(node.maestro().createSession(wanted("work")));
    }
  }

  @Test
  void whileALoginWaitsItsNameIsTaken() throws Exception {
    try (LoginNode node = node(LoginFlow.PASTE)) {
      await(node.maestro().createSession(wanted("work")));
      assertThat(refusal(node.maestro().createSession(wanted("work"))).code())
          .isEqualTo("session_exists");
    }
  }

  /** Sooner than what is remembered grows old, which takes minutes. */
  @Test
  void whatOneNodeDeletesAnotherOnTheSameDatabaseDoesNotGoOnUsing() throws Exception {
    try (LoginNode here = node(LoginFlow.PASTE);
        LoginNode there = node(LoginFlow.PASTE)) {
      String state = await(here.maestro().createSession(wanted("work"))).authorization().state();
      String id = await(paste(here, "good#" + state)).id();
      await(there.vault.open(id));

      await(here.maestro().deleteSession(ID, "work"));

      Until.so(
          "the other has forgotten it",
          () -> !await(there.vault.open(id).map(true).otherwise(false)));
    }
  }

  @Test
  void deletingEndsTheLoginAtTheVendor() throws Exception {
    try (LoginNode node = node(LoginFlow.PASTE)) {
      String id = node.loggedIn("work");
      await(node.maestro().deleteSession(ID, "work"));
      assertThat(vendor.revoked).containsExactly(id + "-r0");
    }
  }

  private static io.vertx.core.Future<SessionView> paste(LoginNode node, String text) {
    return node.maestro().logins().finish(ID, "work", Secret.of(text));
  }

  private static LoginOutcome back(LoginNode node, String path, String state) throws Exception {
    return await(
        node.maestro()
            .logins()
            .finish(new BrowserReturn(path, state, Secret.of("good"), null, null)));
  }
}
