package dev.maestro.provider.gemini;

import static dev.maestro.provider.gemini.GeminiLoginStage.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.OAuthPart;
import dev.maestro.testkit.LoginWalk;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiOAuthTest {
  @TempDir Path home;
  private GeminiLoginStage stage;
  private OAuthPart part;

  @BeforeEach
  void start() {
    stage = new GeminiLoginStage(home);
    part = stage.part(Map.of());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @CsvSource({"oauth.client-id", "oauth.client-secret"})
  void theOperatorsOwnClientIsNeeded(String missing) {
    OAuthPart without = stage.part(Map.of(missing, ""));

    assertThatThrownBy(() -> without.authorize(LoginWalk.begun("gemini")))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
              assertThat(refused.facts().problems())
                  .singleElement()
                  .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("providers.gemini." + missing);
                    assertThat(problem.suggestion()).contains("Google Cloud");
                  });
            });
  }

  @Test
  void aLoginAsksForWhatOutlastsAnHour() {
    OAuthPart plain =
        stage.plain(Map.of("oauth.client-id", "mine", "oauth.client-secret", "planted"));
    Authorization page = await(plain.authorize(LoginWalk.begun("gemini")));

    assertThat(plain.flow()).isEqualTo(LoginFlow.CALLBACK);
    assertThat(page.url())
        .startsWith("https://accounts.google.com/o/oauth2/v2/auth?client_id=mine&")
        .contains("&access_type=offline&prompt=consent", "cloud-platform", "retriever")
        .doesNotContain("planted");
    assertThat(page.redirectUri()).isEqualTo(LoginWalk.CALLBACK);
  }

  @Test
  void aRefreshKeepsTheRefreshTokenThatGoogleNamesOnce() {
    Grant login = stage.login(part);
    Grant next = stage.refresh(part, login.tokens());

    assertThat(login.lifetime()).isPositive();
    assertThat(login.renewable()).isTrue();
    assertThat(next.tokens().refresh()).isEqualTo(login.tokens().refresh());
    assertThat(next.tokens().access()).isNotEqualTo(login.tokens().access());
  }

  @Test
  void aLoginWithoutARefreshTokenNeedsAPerson() {
    assertThatThrownBy(() -> stage.refresh(part, Tokens.of(Secret.of("a"))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            needs -> assertThat(needs.kind()).isEqualTo(ErrorKind.NEEDS_LOGIN));
  }

  @Test
  void aLoginIsEndedAtGoogle() {
    Tokens ended = stage.login(part).tokens();

    await(part.revoke(LoginWalk.session("gemini", ended)));

    assertThatThrownBy(() -> stage.refresh(part, ended))
        .isInstanceOfSatisfying(
            ProviderException.class,
            dead -> assertThat(dead.kind()).isEqualTo(ErrorKind.NEEDS_LOGIN));
  }

  @Test
  void aLoginOfGcloudIsTakenOverWithItsClientAndNotEnded() {
    Tokens theirs = stage.login(part).tokens();
    // Without a client of the operator's: the file has its own.
    OAuthPart bare = stage.part(Map.of("oauth.client-id", "", "oauth.client-secret", ""));

    Grant grant = adopt(bare, user(theirs, "their-project"));
    Grant next = stage.refresh(bare, grant.tokens());
    await(bare.revoke(LoginWalk.session("gemini", next.tokens())));

    assertThat(grant.tokens().more(GeminiConfig.QUOTA_PROJECT))
        .isEqualTo(Secret.of("their-project"));
    assertThat(next.tokens().refresh()).isEqualTo(theirs.refresh());
    assertThat(next.renewable()).isTrue();
    assertThat(stage.asked("/auth/google/revoke")).isZero();
  }

  @Test
  void aServiceAccountIsTakenOverWithItsKey() {
    Grant grant = adopt(part, stage.logins().serviceAccountFile());
    Grant next = stage.refresh(part, grant.tokens());

    assertThat(grant.renewable()).isTrue();
    assertThat(next.renewable()).isTrue();
    assertThat(next.tokens().access()).isNotEqualTo(grant.tokens().access());
    assertThat(next.tokens().refresh()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "planted | application_default_credentials.json",
        "{'access_token':'planted','refresh_token':'planted','expiry_date':1} | OAuth client of your own",
        "{'type':'external_account','audience':'planted'} | key file of a service account",
        "{'type':'authorized_user','client_id':'planted'} | as Google's program wrote it",
        "{'type':'service_account','client_email':'planted','private_key':'planted'} | as Google's console made it",
        "{'type':'service_account','client_email':'a','private_key':'planted','token_uri':'http://planted'} | oauth.token-url"
      })
  void whatCannotBeUsedIsExplainedAndNotQuoted(String file, String suggestion) {
    assertThatThrownBy(() -> adopt(part, file.replace('\'', '"')))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
              assertThat(refused.facts().toString()).contains(suggestion).doesNotContain("planted");
            });
  }

  static String user(Tokens tokens, String project) {
    return """
    {"type":"authorized_user","client_id":"sim-google-client","client_secret":"sim-google-secret",
     "refresh_token":"%s","quota_project_id":"%s"}\
    """
        .formatted(tokens.refresh().reveal(), project);
  }

  private static Grant adopt(OAuthPart part, String file) {
    return await(part.adopt(LoginWalk.begun("gemini").session(), Secret.of(file)));
  }
}
