package dev.maestro.launcher.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logging in at the terminal, against a gateway of few words. */
class LoginRunTest {
  private static final String CREATE = "POST /api/sessions";
  private static final String SHOW = "GET /api/sessions/vendor/work";
  private static final String REFRESH = "POST /api/sessions/vendor/work/refresh";
  private static final String PASTE = "POST /api/sessions/vendor/work/authorization";
  private static final String PENDING = session("pending", "");
  private static final String ACTIVE = session("active", "");
  private static final String EXISTS =
      "{\"status\":409,\"code\":\"session_exists\",\"detail\":\"There is one.\"}";
  private static final String REJECTED =
      "{\"status\":400,\"code\":\"code_rejected\",\"detail\":\"The vendor refuses it.\"}";
  private static final String EXPIRED =
      "{\"status\":410,\"code\":\"login_expired\",\"detail\":\"The login has expired.\"}";

  private final ScriptedGateway gateway = new ScriptedGateway();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> opened = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-26T10:00:00Z");

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void theBrowserThatComesBackEndsTheLogin() throws Exception {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
        .on(SHOW, 200, PENDING)
        .on(SHOW, 200, PENDING)
        .on(SHOW, 200, ACTIVE);

    LoginRun.Ended ended = run(silent(), true, false);

    assertThat(ended.already()).isFalse();
    assertThat(ended.session().path("status").asText()).isEqualTo("active");
    assertThat(gateway.asked(SHOW)).hasSize(3);
    assertThat(gateway.asked(CREATE).getFirst().json().encode())
        .isEqualTo("{\"provider\":\"vendor\",\"auth_type\":\"oauth\",\"name\":\"work\"}");
    assertThat(out.toString()).contains("https://vendor.example/u1");
    assertThat(opened).containsExactly("https://vendor.example/u1");
    assertThat(err.toString()).contains("⠋ waiting for the browser");
  }

  @Test
  void theDefaultMarkIsAskedForOnlyIfWanted() throws Exception {
    gateway.on(CREATE, 201, ACTIVE);

    LoginRun.Ended ended = run(silent(), false, true);

    assertThat(gateway.asked(CREATE).getFirst().json().getBoolean("default")).isTrue();
    assertThat(ended.already()).isFalse();
  }

  @Test
  void theAddressThatABrowserElsewhereCameToMayBePasted() {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
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
    gateway.on(CREATE, 202, session("pending", login("paste", "u1"))).on(SHOW, 200, PENDING);

    assertThatThrownBy(() -> run(typed("\n"), false, false))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("No code came on standard input")
        .hasMessageContaining("maestro login vendor/work");
  }

  @Test
  void anInputThatEndsDoesNotEndTheWaitForABrowser() {
    gateway
        .on(CREATE, 202, session("pending", login("callback", "u1")))
        .on(SHOW, 200, PENDING)
        .on(SHOW, 200, ACTIVE);

    run(typed(""), false, false);

    assertThat(err.toString()).containsOnlyOnce("… waiting for the browser");
  }

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

  private LoginRun.Ended run(InputStream in, boolean terminal, boolean standard) {
    InstantSource clock =
        () -> {
          Instant time = now;
          now = now.plusMillis(50);
          return time;
        };
    Dialogue dialogue =
        new Dialogue(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            new TypedLines(in),
            terminal,
            opened::add,
            clock,
            Duration.ofMillis(20));
    LoginRun.Wanted wanted =
        new LoginRun.Wanted("vendor", "work", "/api/sessions/vendor/work", standard);
    try (GatewayClient client = gateway.client()) {
      return new LoginRun(client, wanted, dialogue).run();
    }
  }

  private static InputStream typed(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Nobody types, and the input does not end. */
  private static InputStream silent() throws java.io.IOException {
    return new PipedInputStream(new PipedOutputStream());
  }

  private static String session(String status, String more) {
    return "{\"provider\":\"vendor\",\"name\":\"work\",\"status\":\"" + status + "\"" + more + "}";
  }

  private static String login(String flow, String page) {
    return """
    ,"authorization":{"url":"https://vendor.example/%s","flow":"%s","state":"s",
    "expires_at":"2026-11-26T10:15:00Z"}
    """
        .formatted(page, flow)
        .strip();
  }

  private static String needsLogin(String page) {
    return "{\"status\":424,\"code\":\"needs_login\",\"detail\":\"Ended.\""
        + login("paste", page)
        + "}";
  }
}
