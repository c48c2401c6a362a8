package dev.maestro.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.Pkce;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.upstream.UpstreamAnswer;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.api.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a provider with logins has to do; one without says so. */
abstract class LoginContract extends CountingContract {
  /** A session that is made by a login. */
  static final String LOGIN = "login";

  private static final String CALLBACK = "http://localhost:1455/auth/callback";
  private static final String STATE = "a-state-of-this-login-alone";
  private static final Secret VERIFIER =
      Secret.of("planted-verifier-of-43-to-128-unreserved-characters");
  private static final Tokens PLANTED =
      Tokens.of(Secret.of("planted-access")).withRefresh(Secret.of("planted-refresh-token"));

  LoginContract() {}

  @Test
  final void saysWhetherItHasLoginsAndHowTheyEnd() {
    var description = Deployed.await(deployed().describe());

    assertThat(description.authTypes().contains(AuthType.OAUTH)).isEqualTo(logsIn());
    assertThat(description.flow() != null).isEqualTo(logsIn());
  }

  @Test
  final void sendsAPersonToALoginPageWithoutASecret() {
    if (logsIn()) {
      Authorization begun = begin(deployed());

      assertThat(begun.url())
          .contains("state=" + STATE, "code_challenge_method=S256", "response_type=code")
          .contains("code_challenge=" + Pkce.challenge(VERIFIER))
          .doesNotContain(VERIFIER.reveal());
      assertThat(begun.redirectUri()).isNotBlank();
    }
  }

  @Test
  final void makesASessionOfACode() {
    if (!logsIn()) {
      return;
    }
    logIn(deployed());

    assertThat(Deployed.await(deployed().models(LOGIN)))
        .extracting(ModelInfo::id)
        .contains(vendor().model());
    hasAnswered(Deployed.await(ask(LOGIN, Situation.ANSWER, true).heard()));
    hasAnswered(Deployed.await(ask(LOGIN, Situation.ANSWER, false).heard()));
    assertThat(refusal(LOGIN, Situation.RATE_LIMITED).facts().fromVendor()).isTrue();
  }

  @Test
  final void asksForANewLoginWhereTheCodeIsRefused() {
    if (logsIn()) {
      Authorization begun = begin(deployed());
      deployed().vault().brought(LOGIN, begun.redirectUri(), Secret.of("planted-wrong-code"));

      ProviderException refused = Deployed.failure(deployed().exchange(LOGIN));

      assertThat(refused.kind()).isEqualTo(ErrorKind.NEEDS_LOGIN);
      assertThat(deployed().vault().session(LOGIN)).isNull();
      tellsNothing(refused);
    }
  }

  @Test
  final void refreshesAndStoresTheWholeCredential() {
    if (logsIn()) {
      logIn(deployed());
      Tokens before = deployed().vault().session(LOGIN).tokens();

      Deployed.await(deployed().refresh(LOGIN));

      Tokens after = deployed().vault().session(LOGIN).tokens();
      assertThat(after.access()).isNotEqualTo(before.access());
      assertThat(after.refresh()).isNotNull();
      assertThat(deployed().vault().grant(LOGIN).renewable()).isTrue();
      hasAnswered(Deployed.await(ask(LOGIN, Situation.ANSWER, true).heard()));
    }
  }

  @Test
  final void keepsTheRefreshTokenWhereTheVendorGivesNone() {
    if (logsIn()) {
      String answer = "{\"access_token\":\"planted-next\",\"expires_in\":3600}";
      String silent = Deployed.await(Elsewhere.token(vertx(), 200, "application/json", answer));

      within(
          silent,
          there -> {
            Deployed.await(there.refresh(LOGIN));

            Tokens after = there.vault().session(LOGIN).tokens();
            assertThat(after.access()).isEqualTo(Secret.of("planted-next"));
            assertThat(after.refresh()).isEqualTo(PLANTED.refresh());
            assertThat(there.vault().grant(LOGIN).lifetime()).isEqualTo(Duration.ofHours(1));
          });
    }
  }

  @Test
  final void waitsAsTheTokenEndpointAsks() {
    if (logsIn()) {
      String busy =
          Deployed.await(Elsewhere.token(vertx(), 503, "application/json", "{\"error\":\"x\"}"));

      within(
          busy,
          there -> {
            ProviderException refused = Deployed.failure(there.refresh(LOGIN));

            assertThat(refused.facts().retryable()).isTrue();
            assertThat(refused.facts().retryAfter())
                .isEqualTo(Duration.ofSeconds(Elsewhere.RETRY_AFTER_SECONDS));
            hasKept(there);
            tellsNothing(refused);
          });
    }
  }

  @Test
  final void takesNoPageOfAProxyForAnAnswer() {
    if (logsIn()) {
      for (int status : List.of(200, 502)) {
        String proxy =
            Deployed.await(
                Elsewhere.token(vertx(), status, "text/html", "<html>planted page</html>"));
        within(
            proxy,
            there -> {
              ProviderException refused = Deployed.failure(there.refresh(LOGIN));

              assertThat(refused.facts().retryable()).isTrue();
              hasKept(there);
              tellsNothing(refused);
            });
      }
    }
  }

  @Test
  final void asksForANewLoginWhereTheRefreshTokenIsDead() {
    if (logsIn()) {
      deployed().vault().with(deployed().id(), LOGIN, PLANTED);

      ProviderException refused = Deployed.failure(deployed().refresh(LOGIN));

      assertThat(refused.kind()).isEqualTo(ErrorKind.NEEDS_LOGIN);
      hasKept(deployed());
      tellsNothing(refused);
    }
  }

  @Test
  final void findsAnEndpointThatHasMovedAtTheNextAddress() {
    if (logsIn()) {
      String gone = Deployed.await(Elsewhere.token(vertx(), 404, "text/html", "gone"));
      String good = vendor().settings(vendor().baseUrl()).get("oauth.token-url");

      within(
          gone + ", " + good,
          there -> {
            logIn(there);
            Deployed.await(there.refresh(LOGIN));

            assertThat(there.vault().session(LOGIN).generation()).isEqualTo(1);
          });
    }
  }

  @Test
  final void renewsOnceWhereTheVendorRefusesInMidLife() {
    if (logsIn()) {
      logIn(deployed());
      vendor().logins().orElseThrow().expire();

      hasAnswered(Deployed.await(ask(LOGIN, Situation.ANSWER, true).heard()));

      assertThat(deployed().vault().session(LOGIN).generation()).isEqualTo(1);
      assertThat(Deployed.await(deployed().models(LOGIN))).isNotEmpty();
      assertThat(deployed().vault().session(LOGIN).generation()).isEqualTo(1);
    }
  }

  @Test
  final void endsALogin() {
    if (logsIn()) {
      logIn(deployed());

      assertThat(Deployed.await(deployed().revoke(LOGIN))).isNotNull();
    }
  }

  private boolean logsIn() {
    return vendor().logins().isPresent();
  }

  private Authorization begin(Deployed there) {
    there.vault().pending(there.id(), LOGIN, STATE, VERIFIER);
    boolean listens = Deployed.await(there.describe()).flow() == LoginFlow.CALLBACK;
    return Deployed.await(there.authorize(LOGIN, listens ? CALLBACK : null));
  }

  private void logIn(Deployed there) {
    Authorization begun = begin(there);
    UpstreamClient browser = new UpstreamClient(vertx());
    UpstreamAnswer page = Deployed.await(browser.send(UpstreamRequest.read(begun.url(), Map.of())));
    Secret code = Secret.of(vendor().logins().orElseThrow().code(page));
    there.vault().brought(LOGIN, begun.redirectUri(), code);
    Deployed.await(there.exchange(LOGIN));
    Deployed.await(browser.close());
  }

  /** With the provider once more, whose token endpoint is elsewhere, and a session of a login. */
  private void within(String tokenUrl, Consumer<Deployed> test) {
    elsewhere(
        Map.of("oauth.token-url", tokenUrl),
        there -> {
          there.vault().with(there.id(), LOGIN, PLANTED);
          test.accept(there);
        });
  }

  private static void hasKept(Deployed there) {
    assertThat(there.vault().session(LOGIN).tokens()).isEqualTo(PLANTED);
  }

  private static void tellsNothing(ProviderException refused) {
    assertThat(refused.facts().toString()).doesNotContain("planted");
    assertThat(refused.getMessage()).isNotBlank();
  }
}
