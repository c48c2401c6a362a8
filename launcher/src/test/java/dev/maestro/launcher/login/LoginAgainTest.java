package dev.maestro.launcher.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.maestro.launcher.client.CommandFailed;
import org.junit.jupiter.api.Test;

/** Sessions that are there already. */
class LoginAgainTest extends LoginTerminal {
  private static final String PENDING_MARK = ",\"login_pending\":true}";

  @Test
  void aSessionThatIsLoggedInIsLeftAsItIs() throws Exception {
    gateway.on(SHOW, 200, ACTIVE);

    assertThat(run(silent(), true, false).how()).isEqualTo(LoginRun.How.ALREADY);
    assertThat(opened).isEmpty();
    assertThat(gateway.asked(CREATE)).isEmpty();
    assertThat(gateway.asked(REFRESH)).isEmpty();
  }

  @Test
  void whoeverAsksForItGetsNewTokens() throws Exception {
    gateway.on(SHOW, 200, ACTIVE).on(REFRESH, 200, active("12:00"));

    LoginRun.Ended ended = again(silent());

    assertThat(ended.how()).isEqualTo(LoginRun.How.REFRESHED);
    assertThat(ended.session().path("checked_at").asText()).contains("12:00");
  }

  @Test
  void aVendorThatIsAwayForAMomentIsNoReasonForALogin() throws Exception {
    gateway
        .on(SHOW, 200, ACTIVE)
        .on(REFRESH, 503, "{\"status\":503,\"code\":\"overloaded\",\"detail\":\"Busy.\"}");

    assertThatThrownBy(() -> again(silent()))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("could not be refreshed at the moment: Busy.")
        .hasMessageContaining("later");
  }

  @Test
  void aSessionThatStaysActiveIsLoggedInOnlyOnceItsVendorHasConfirmedIt() throws Exception {
    String waiting = ACTIVE.replace("}", PENDING_MARK);
    gateway
        .on(SHOW, 200, ACTIVE)
        .on(REFRESH, 424, needsLogin("u7").replace("paste", "callback"))
        .on(SHOW, 200, waiting)
        .on(SHOW, 200, waiting)
        .on(SHOW, 200, active("12:00"));

    LoginRun.Ended ended = again(silent());

    assertThat(ended.how()).isEqualTo(LoginRun.How.LOGGED_IN);
    assertThat(ended.session().path("checked_at").asText()).contains("12:00");
  }

  @Test
  void aRefusedLoginOfASessionThatStaysActiveIsNoSuccess() throws Exception {
    gateway
        .on(SHOW, 200, ACTIVE)
        .on(REFRESH, 424, needsLogin("u7").replace("paste", "callback"))
        .on(SHOW, 200, ACTIVE.replace("}", PENDING_MARK))
        .on(SHOW, 200, ACTIVE);

    assertThatThrownBy(() -> again(silent()))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("is over: it was refused")
        .hasMessageContaining("maestro login vendor/work");
  }

  @Test
  void aSessionThatNeedsALoginGetsANewOne() throws Exception {
    gateway
        .on(SHOW, 200, session("needs_login", ""))
        .on(REFRESH, 424, needsLogin("u7").replace("paste", "callback"))
        .on(SHOW, 200, session("needs_login", PENDING_MARK.replace("}", "")))
        .on(SHOW, 200, ACTIVE);

    assertThat(run(silent(), true, false).how()).isEqualTo(LoginRun.How.LOGGED_IN);
    assertThat(opened).containsExactly("https://vendor.example/u7");
  }

  @Test
  void aSessionThatIsThereIsMadeTheDefaultOnceItIsLoggedIn() throws Exception {
    gateway
        .on(SHOW, 200, session("needs_login", ",\"default\":false"))
        .on(REFRESH, 424, needsLogin("u7"))
        .on(PASTE, 200, ACTIVE)
        .on(MARK, 200, session("active", ",\"default\":true"));

    LoginRun.Ended ended = run(typed("code#s\n"), true, true);

    assertThat(ended.how()).isEqualTo(LoginRun.How.LOGGED_IN);
    assertThat(ended.session().path("default").asBoolean()).isTrue();
    assertThat(gateway.asked(MARK).getFirst().json().getMap()).containsOnly(entry("default", true));
  }

  @Test
  void aSessionThatIsLoggedInIsMadeTheDefaultAndNoMore() throws Exception {
    gateway
        .on(SHOW, 200, ACTIVE)
        .on(SHOW, 200, session("active", ",\"default\":true"))
        .on(MARK, 200, session("active", ",\"default\":true"));

    for (int time = 0; time < 2; time++) {
      LoginRun.Ended ended = run(silent(), true, true);
      assertThat(ended.how()).isEqualTo(LoginRun.How.ALREADY);
      assertThat(ended.session().path("default").asBoolean()).isTrue();
    }

    assertThat(gateway.asked(MARK)).hasSize(1);
    assertThat(gateway.asked(REFRESH)).isEmpty();
  }

  @Test
  void whoeverIsLoggedInButNotMarkedHearsBothAndHowToMark() throws Exception {
    gateway
        .on(SHOW, 200, session("needs_login", ",\"default\":false"))
        .on(REFRESH, 424, needsLogin("u7"))
        .on(PASTE, 200, ACTIVE)
        .on(MARK, 503, "{\"status\":503,\"code\":\"overloaded\",\"detail\":\"Busy.\"}");

    assertThatThrownBy(() -> run(typed("code#s\n"), true, true))
        .isInstanceOf(CommandFailed.class)
        .hasMessageStartingWith("vendor/work is logged in, but could not be marked as default")
        .hasMessageContaining("Busy.")
        .hasMessageEndingWith("maestro sessions update vendor/work --default");
  }

  @Test
  void aLoginThatFailsLeavesTheMarkWhereItIs() throws Exception {
    gateway
        .on(SHOW, 200, session("needs_login", ",\"default\":false"))
        .on(REFRESH, 503, "{\"status\":503,\"code\":\"overloaded\",\"detail\":\"Busy.\"}");

    assertThatThrownBy(() -> run(silent(), true, true)).isInstanceOf(CommandFailed.class);
    assertThat(gateway.asked(MARK)).isEmpty();
  }

  @Test
  void aSessionByApiKeyIsNotTouched() throws Exception {
    gateway.on(SHOW, 200, session("active", ",\"auth_type\":\"api_key\""));

    assertThatThrownBy(() -> run(silent(), true, false))
        .hasMessageContaining("vendor/work is a session by API key");
    assertThat(gateway.asked(REFRESH)).isEmpty();
  }

  @Test
  void whatElseConflictsIsSaidAsItIs() throws Exception {
    gateway
        .on(SHOW, 200, session("needs_login", ""))
        .on(REFRESH, 409, "{\"status\":409,\"code\":\"conflict\",\"detail\":\"It runs.\"}");

    assertThatThrownBy(() -> run(silent(), true, false)).hasMessage("It runs.");
  }

  @Test
  void aPipedCodeFinishesTheLoginThatAnEarlierRunBegan() {
    gateway.on(SHOW, 200, PENDING).on(PASTE, 200, ACTIVE);

    LoginRun.Ended ended = run(typed("code#state\n"), false, false);

    assertThat(ended.how()).isEqualTo(LoginRun.How.LOGGED_IN);
    assertThat(gateway.asked(PASTE).getFirst().json().getString("code")).isEqualTo("code#state");
    assertThat(gateway.asked(CREATE)).isEmpty();
    assertThat(gateway.asked(REFRESH)).isEmpty();
  }

  @Test
  void withoutAPipedCodeTheLoginBeginsAnewAndSaysHowToGoOn() {
    gateway.on(SHOW, 200, PENDING).on(REFRESH, 424, needsLogin("u8"));

    assertThatThrownBy(() -> run(typed(""), false, false))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("run the same command again")
        .hasMessageContaining("echo CODE | maestro login vendor/work");
    assertThat(out.toString()).contains("https://vendor.example/u8");
  }

  @Test
  void theWaitForAPipedCodeEndsWithItsLogin() throws Exception {
    gateway.on(SHOW, 200, PENDING).on(SHOW, 200, ACTIVE);

    assertThat(run(silent(), false, false).how()).isEqualTo(LoginRun.How.ALREADY);
  }

  @Test
  void aLineThatIsNoAddressIsNotTakenForOne() {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING)
        .on(PASTE, 200, ACTIVE);

    run(typed("what now?\nhttp://localhost/auth/callback?code=c&state=s\n"), true, false);

    assertThat(gateway.asked(PASTE)).hasSize(1);
    assertThat(err.toString()).contains("paste all of it, with code= in it");
  }

  @Test
  void aCodeOfAnotherLoginLeavesThisOneWaiting() {
    gateway
        .on(CREATE, 202, session("pending", login("paste", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING)
        .on(PASTE, 400, MISMATCH)
        .on(PASTE, 200, ACTIVE);

    run(typed("code#other\ncode#s\n"), true, false);

    assertThat(gateway.asked(PASTE)).hasSize(2);
    assertThat(gateway.asked(REFRESH)).isEmpty();
    assertThat(err.toString()).contains("It is another's.", "still waits");
  }
}
