package dev.maestro.provider.anthropic;

import static dev.maestro.provider.anthropic.AnthropicLoginStage.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.OAuthPart;
import dev.maestro.simulator.LoginStep;
import dev.maestro.testkit.LoginWalk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicOAuthTest {
  private static final String CREATE_KEY = "/api/oauth/claude_cli/create_api_key";
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private final AnthropicLoginStage stage = new AnthropicLoginStage();
  private final OAuthPart part = stage.part(Map.of());

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aLoginBeginsAtTheConsoleUnlessToldOtherwise() {
    OAuthPart plain = stage.part(Map.of(), InstantSource.system());
    Authorization page = await(plain.authorize(LoginWalk.begun("anthropic")));

    assertThat(plain.flow()).isEqualTo(LoginFlow.PASTE);
    assertThat(page.url())
        .startsWith("https://platform.claude.com/oauth/authorize?code=true&client_id=9d1c250a-")
        .contains("&scope=org%3Acreate_api_key%20user%3Aprofile%20user%3Ainference&")
        .contains("&redirect_uri=https%3A%2F%2Fplatform.claude.com%2Foauth%2Fcode%2Fcallback&");
    assertThat(page.redirectUri()).isEqualTo("https://platform.claude.com/oauth/code/callback");
  }

  @Test
  void aKeyIsMadeOfALoginThatMay() {
    Grant grant = stage.login(part);

    assertThat(grant.tokens().apiKey().reveal()).startsWith("sk-ant-api03-");
    assertThat(grant.lifetime()).isNull();
    assertThat(grant.renewable()).isTrue();
    assertThat(grant.only()).isEmpty();
  }

  @Test
  void aLoginThatMayNotIsUsedAsItIs() {
    stage.logins().organization(false);

    Grant grant = stage.login(part);
    Grant next = stage.refresh(part, grant.tokens());

    assertThat(grant.tokens().apiKey()).isNull();
    assertThat(grant.lifetime()).isPositive();
    assertThat(next.tokens().apiKey()).isNull();
    assertThat(stage.asked(CREATE_KEY)).as("asked once and not at the refresh").hasSize(1);
  }

  @Test
  void aKeyIsNotAskedForWithoutTheScope() {
    OAuthPart plan = stage.part(Map.of("oauth.scopes", "user:profile user:inference"));

    assertThat(stage.login(plan).tokens().apiKey()).isNull();
    assertThat(stage.asked(CREATE_KEY)).isEmpty();
  }

  @Test
  void aKeyThatCannotBeMadeNowIsMadeAtTheNextRefresh() {
    stage.logins().force(LoginStep.CREATE_KEY, "status=503", 3);

    Grant now = stage.login(part);
    Grant later = stage.refresh(part, now.tokens());

    assertThat(now.tokens().apiKey()).isNull();
    assertThat(now.lifetime()).isPositive();
    assertThat(later.tokens().apiKey()).isNotNull();
    assertThat(later.lifetime()).isNull();
  }

  @Test
  void aRefreshGivesNewTokensAndANewKey() {
    Grant before = stage.login(part);

    Grant after = stage.refresh(part, before.tokens());

    assertThat(after.tokens().apiKey()).isNotNull().isNotEqualTo(before.tokens().apiKey());
    assertThat(after.tokens().access()).isNotEqualTo(before.tokens().access());
    assertThat(after.tokens().refresh()).isNotEqualTo(before.tokens().refresh());
    assertThat(stage.asked("/auth/anthropic/v1/oauth/token").getLast().headers())
        .containsEntry("anthropic-beta", "oauth-2025-04-20");
  }

  @Test
  void aTokenThatRotatedIsGivenBeforeAKeyIsMade() {
    Grant before = stage.login(part);

    Grant renewed = await(part.refresh(LoginWalk.session("anthropic", before.tokens())));

    assertThat(renewed.tokens().refresh()).isNotEqualTo(before.tokens().refresh());
    assertThat(stage.asked(CREATE_KEY)).as("at the login alone").hasSize(1);
  }

  @Test
  void whereNoNewKeyCanBeMadeTheTokenServes() {
    Grant before = stage.login(part);
    stage.logins().force(LoginStep.CREATE_KEY, "status=500", 3);

    Grant after = stage.refresh(part, before.tokens());

    assertThat(after.tokens().apiKey()).isNull();
    assertThat(after.lifetime()).isPositive();
  }

  @Test
  void anotherTokenHelpsAgainstARefusedOneAndAgainstNothingElse() {
    assertThat(part.renews(refusal(ErrorKind.UNAUTHORIZED, "OAuth token has expired."))).isTrue();
    assertThat(
            part.renews(
                refusal(
                    ErrorKind.FORBIDDEN,
                    "OAuth token has been revoked. Please obtain a new token.")))
        .isTrue();
    assertThat(part.renews(refusal(ErrorKind.FORBIDDEN, "You may not."))).isFalse();
    assertThat(part.renews(refusal(ErrorKind.RATE_LIMITED, "Slowly."))).isFalse();
  }

  private static ErrorFacts refusal(ErrorKind kind, String said) {
    return ErrorFacts.vendor(kind, kind.status(), null, said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'claudeAiOauth':@,'mcpOAuth':{'x':1}}", "{'claude.ai_oauth':@}", "@"})
  void aLoginOfClaudeCodeIsTakenOver(String file) {
    String theirs =
        "{'accessToken':'a','refreshToken':'r','expiresAt':"
            + NOW.plusSeconds(60).toEpochMilli()
            + "}";

    Grant grant = adopt(part(NOW), file.replace("@", theirs));

    assertThat(grant.tokens()).isEqualTo(Tokens.of(Secret.of("a")).withRefresh(Secret.of("r")));
    assertThat(grant.lifetime()).isEqualTo(Duration.ofMinutes(1));
    assertThat(grant.renewable()).isTrue();
  }

  @Test
  void oneWithoutARefreshTokenEndsByItself() {
    Grant grant = adopt(part(NOW), "{'claudeAiOauth':{'accessToken':'a'}}");

    assertThat(grant.lifetime()).isNull();
    assertThat(grant.renewable()).isFalse();
  }

  @Test
  void oneThatIsOverIsRefreshedAtOnce() {
    Tokens theirs = stage.login(stage.part(Map.of("oauth.scopes", "user:inference"))).tokens();

    Grant grant =
        adopt(
            part,
            "{'accessToken':'old','expiresAt':1000,'refreshToken':'"
                + theirs.refresh().reveal()
                + "'}");

    assertThat(grant.tokens().access()).isNotEqualTo(Secret.of("old"));
    assertThat(grant.lifetime()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "planted, no JSON | claudeAiOauth",
        "{'tokens':{'access_token':'planted'}} | claudeAiOauth",
        "{'claudeAiOauth':{'accessToken':''}} | claudeAiOauth",
        "{'claudeAiOauth':{'accessToken':'planted','expiresAt':1}} | Log in again"
      })
  void whatIsNoLoginIsNamedAndNotQuoted(String file, String suggestion) {
    assertThatThrownBy(() -> adopt(part, file))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
              assertThat(refused.facts().problems())
                  .singleElement()
                  .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("credential");
                    assertThat(problem.suggestion()).contains(suggestion);
                  });
              assertThat(refused.facts().toString()).doesNotContain("planted");
            });
  }

  @Test
  void aLoginIsEndedAtTheVendorOnlyWhereItHasAnAddressForThat() {
    Grant grant = stage.login(part);
    // A port at which nobody can listen.
    OAuthPart other = stage.part(Map.of("oauth.revoke-url", "http://127.0.0.1:0/revoke"));

    await(part.revoke(LoginWalk.session("anthropic", grant.tokens())));

    assertThatThrownBy(() -> await(other.revoke(LoginWalk.session("a", grant.tokens()))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            away -> assertThat(away.kind()).isEqualTo(ErrorKind.UNREACHABLE));
  }

  private OAuthPart part(Instant now) {
    return stage.part(Map.of(), InstantSource.fixed(now));
  }

  private static Grant adopt(OAuthPart part, String file) {
    Secret credential = Secret.of(file.replace('\'', '"'));
    return await(part.adopt(LoginWalk.begun("anthropic").session(), credential));
  }
}
