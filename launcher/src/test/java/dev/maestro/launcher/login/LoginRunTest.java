package dev.maestro.launcher.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.launcher.client.CommandFailed;
import org.junit.jupiter.api.Test;

/** Logging in at the terminal. */
class LoginRunTest extends LoginTerminal {
  @Test
  void theBrowserThatComesBackEndsTheLogin() throws Exception {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING)
        .on(SHOW, 200, PENDING)
        .on(SHOW, 200, ACTIVE);

    LoginRun.Ended ended = run(silent(), true, false);

    assertThat(ended.how()).isEqualTo(LoginRun.How.LOGGED_IN);
    assertThat(ended.session().path("status").asText()).isEqualTo("active");
    assertThat(gateway.asked(SHOW)).hasSize(4);
    assertThat(gateway.asked(CREATE).getFirst().json().encode())
        .isEqualTo("{\"provider\":\"vendor\",\"auth_type\":\"oauth\",\"name\":\"work\"}");
    assertThat(out.toString()).contains("https://vendor.example/u1");
    assertThat(opened).containsExactly("https://vendor.example/u1");
    assertThat(err.toString()).contains("⠋ waiting for the browser");
  }

  @Test
  void theDefaultMarkIsAskedForOnlyIfWanted() throws Exception {
    gateway.on(CREATE, 201, session("active", ",\"default\":true"));

    LoginRun.Ended ended = run(silent(), false, true);

    assertThat(gateway.asked(CREATE).getFirst().json().getBoolean("default")).isTrue();
    assertThat(ended.how()).isEqualTo(LoginRun.How.LOGGED_IN);
    assertThat(gateway.asked(MARK)).isEmpty();
  }

  @Test
  void theAddressThatABrowserElsewhereCameToMayBePasted() {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING)
        .on(PASTE, 200, ACTIVE);

    run(typed("\n  http://localhost:1455/auth/callback?code=c&state=s \n"), true, false);

    assertThat(gateway.asked(PASTE).getFirst().json().getString("code"))
        .isEqualTo("http://localhost:1455/auth/callback?code=c&state=s");
  }

  @Test
  void aPipedCodeFinishesALoginWithoutAnyBrowser() {
    gateway
        .on(CREATE, 202, session("pending", login("paste", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING)
        .on(PASTE, 200, ACTIVE);

    run(typed("planted-code#state\n"), false, false);

    assertThat(gateway.asked(PASTE)).hasSize(1);
    assertThat(opened).isEmpty();
    assertThat(out.toString()).contains("https://vendor.example/u1");
    assertThat(err.toString()).contains("… waiting for the code");
    assertThat(out.toString() + err).doesNotContain("planted-code");
  }

  @Test
  void aPersonIsAskedForTheCode() {
    gateway
        .on(CREATE, 202, session("pending", login("paste", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING)
        .on(PASTE, 200, ACTIVE);

    run(typed("code#state\n"), true, false);

    assertThat(err.toString()).contains("Code that the page shows: ").doesNotContain("waiting");
    assertThat(opened).containsExactly("https://vendor.example/u1");
  }

  @Test
  void afterARejectedCodeANewPageIsShownAndAGoodOneTaken() {
    gateway
        .on(CREATE, 202, session("pending", login("paste", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING)
        .on(PASTE, 400, REJECTED)
        .on(PASTE, 200, ACTIVE)
        .on(REFRESH, 424, needsLogin("u2"));

    run(typed("bad\ngood\n"), false, false);

    assertThat(gateway.asked(PASTE).stream().map(asked -> asked.json().getString("code")))
        .containsExactly("bad", "good");
    assertThat(out.toString()).contains("u1", "u2");
    assertThat(err.toString()).contains("The vendor refuses it.", "A code works once");
  }

  @Test
  void badCodesAreNotTakenForEver() {
    gateway
        .on(CREATE, 202, session("pending", login("paste", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING)
        .on(PASTE, 400, REJECTED)
        .on(REFRESH, 424, needsLogin("u2"));

    assertThatThrownBy(() -> run(typed("1\n2\n3\n4\n5\n"), false, false))
        .isInstanceOf(CommandFailed.class)
        .hasMessage("The vendor refuses it.");
    assertThat(gateway.asked(PASTE)).hasSize(3);
  }

  @Test
  void anInputThatEndsWithoutACodeSaysSo() {
    gateway
        .on(CREATE, 202, session("pending", login("paste", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING);

    assertThatThrownBy(() -> run(typed("\n"), false, false))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("No code came on standard input")
        .hasMessageContaining("maestro login vendor/work");
  }

  @Test
  void anInputThatEndsDoesNotEndTheWaitForABrowser() {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
        .on(SHOW, 404, NONE)
        .on(SHOW, 200, PENDING)
        .on(SHOW, 200, ACTIVE);

    run(typed(""), false, false);

    assertThat(err.toString()).containsOnlyOnce("… waiting for the browser");
  }
}
