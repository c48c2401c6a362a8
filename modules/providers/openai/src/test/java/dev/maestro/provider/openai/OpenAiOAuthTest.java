package dev.maestro.provider.openai;

import static dev.maestro.provider.openai.OpenAiLoginStage.await;
import static dev.maestro.provider.openai.OpenAiLoginStage.jwt;
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
import dev.maestro.dialect.responses.ResponsesWire;
import dev.maestro.testkit.LoginWalk;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiOAuthTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  /** Where nobody can listen. */
  private static final String NOWHERE = "http://127.0.0.1:0/keys";

  private final OpenAiLoginStage stage = new OpenAiLoginStage();
  private final OAuthPart part = stage.part(Map.of());

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aLoginNamesMaestroAndComesBackToIt() {
    OAuthPart plain = stage.part(Map.of(), InstantSource.system());
    Authorization page = await(plain.authorize(LoginWalk.begun("openai")));

    assertThat(plain.flow()).isEqualTo(LoginFlow.CALLBACK);
    assertThat(page.url())
        .startsWith("https://auth.openai.com/oauth/authorize?response_type=code&client_id=app_EMo")
        .contains("&id_token_add_organizations=true&", "&originator=maestro")
        .contains("&scope=openid%20profile%20email%20offline_access&");
    assertThat(page.redirectUri()).isEqualTo(LoginWalk.CALLBACK);
  }

  @Test
  void aKeyIsMintedInTwoSteps() {
    Grant grant = stage.login(part);

    assertThat(grant.tokens().apiKey().reveal()).startsWith("sk-");
    assertThat(grant.lifetime()).isNull();
    assertThat(grant.only()).isEmpty();
    assertThat(grant.renewable()).isTrue();
    assertThat(grant.tokens().more(OpenAiConfig.ACCOUNT)).isNotNull();
    assertThat(stage.sent("/auth/openai/oauth/token")).hasSize(2);
  }

  @Test
  void anAccountWithoutAnOrganisationIsUsedByItsTokenForResponsesAlone() {
    stage.logins().organization(false);

    Grant grant = stage.login(part);
    Grant next = stage.refresh(part, grant.tokens());

    assertThat(grant.tokens().apiKey()).isNull();
    assertThat(grant.lifetime()).isPositive();
    assertThat(grant.only()).containsExactly(ResponsesWire.DIALECT);
    assertThat(next.only()).containsExactly(ResponsesWire.DIALECT);
    assertThat(stage.sent("/auth/openai/oauth/token"))
        .as("login, minting, refresh; no minting again")
        .hasSize(3);
  }

  @Test
  void aRefreshIsJsonAndMintsANewKey() {
    Grant before = stage.login(part);

    Grant after = stage.refresh(part, before.tokens());

    assertThat(after.tokens().apiKey()).isNotNull().isNotEqualTo(before.tokens().apiKey());
    assertThat(after.tokens().refresh()).isNotEqualTo(before.tokens().refresh());
    assertThat(stage.sent("/auth/openai/oauth/token").get(2)).startsWith("{");
  }

  @Test
  void aTokenThatRotatedIsGivenBeforeAKeyIsMinted() {
    Grant before = stage.login(part);

    Grant renewed = await(part.refresh(LoginWalk.session("openai", before.tokens())));

    assertThat(renewed.tokens().refresh()).isNotEqualTo(before.tokens().refresh());
    assertThat(stage.sent("/auth/openai/oauth/token")).as("login, minting, refresh").hasSize(3);
  }

  @Test
  void aKeyThatCannotBeMintedNowIsMintedAtTheNextRefresh() {
    OAuthPart without = stage.part(Map.of("oauth.create-key-url", NOWHERE));

    Grant now = stage.login(without);
    Grant later = stage.refresh(part, now.tokens());

    assertThat(now.only()).containsExactly(ResponsesWire.DIALECT);
    assertThat(later.tokens().apiKey()).isNotNull();
    assertThat(later.only()).isEmpty();
  }

  @Test
  void aKeyThatThereIsOutlastsARefreshThatCannotMint() {
    Grant before = stage.login(part);
    OAuthPart silent =
        stage.part(
            Map.of("oauth.token-url", stage.answering(new JsonObject().put("refresh_token", "r"))));

    Grant away =
        stage.refresh(stage.part(Map.of("oauth.create-key-url", NOWHERE)), before.tokens());
    Grant without = stage.refresh(silent, before.tokens());

    assertThat(away.tokens().apiKey()).isEqualTo(before.tokens().apiKey());
    assertThat(without.tokens().apiKey()).isEqualTo(before.tokens().apiKey());
    assertThat(without.tokens().access()).isEqualTo(before.tokens().access());
    assertThat(without.tokens().refresh()).isEqualTo(Secret.of("r"));
  }

  @Test
  void aTokenSaysItsLifetimeWhereTheAnswerDoesNot() {
    // By the vendor's clock alone: this machine's may be wrong.
    Instant given = NOW.minus(Duration.ofDays(2));
    Secret access =
        jwt(
            claims("acc")
                .put("iat", given.getEpochSecond())
                .put("exp", given.plusSeconds(90).getEpochSecond()));
    String url = stage.answering(new JsonObject().put("access_token", access.reveal()));
    OAuthPart fixed = stage.part(Map.of("oauth.token-url", url), InstantSource.fixed(NOW));

    Grant grant =
        stage.refresh(fixed, Tokens.of(Secret.of("old")).withRefresh(Secret.of("planted-r")));

    assertThat(grant.lifetime()).isEqualTo(Duration.ofSeconds(90));
    assertThat(grant.tokens().more(OpenAiConfig.ACCOUNT)).isEqualTo(Secret.of("acc"));
  }

  @Test
  void aTokenThatSaysNothingIsRenewedAfterEightDays() {
    String url = stage.answering(new JsonObject().put("access_token", "opaque"));
    OAuthPart part = stage.part(Map.of("oauth.token-url", url), InstantSource.fixed(NOW));

    Grant grant =
        stage.refresh(part, Tokens.of(Secret.of("old")).withRefresh(Secret.of("planted-r")));

    assertThat(grant.lifetime()).isEqualTo(Duration.ofDays(8));
  }

  @Test
  void aLoginIsEndedAtTheVendor() {
    Tokens ended = stage.login(part).tokens();

    await(part.revoke(LoginWalk.session("openai", ended)));

    assertThat(stage.sent("/auth/openai/oauth/revoke"))
        .singleElement()
        .satisfies(body -> assertThat(body).contains("\"token_type_hint\":\"refresh_token\""));
    assertThatThrownBy(() -> stage.refresh(part, ended))
        .isInstanceOfSatisfying(
            ProviderException.class,
            dead -> assertThat(dead.kind()).isEqualTo(ErrorKind.NEEDS_LOGIN));
  }

  @Test
  void aLoginOfCodexIsTakenOver() {
    Secret access = jwt(claims("claimed").put("exp", NOW.plusSeconds(60).getEpochSecond()));
    JsonObject tokens =
        new JsonObject()
            .put("access_token", access.reveal())
            .put("refresh_token", "r")
            .put("id_token", "i");
    OAuthPart fixed = stage.part(Map.of(), InstantSource.fixed(NOW));

    Grant plain = adopt(fixed, new JsonObject().put("tokens", tokens));
    Grant named = adopt(fixed, new JsonObject().put("tokens", tokens.put("account_id", "named")));
    Grant keyed = adopt(fixed, new JsonObject().put("tokens", tokens).put("OPENAI_API_KEY", "k"));

    assertThat(plain.lifetime()).isEqualTo(Duration.ofMinutes(1));
    assertThat(plain.only()).containsExactly(ResponsesWire.DIALECT);
    assertThat(plain.tokens().more(OpenAiConfig.ACCOUNT)).isEqualTo(Secret.of("claimed"));
    assertThat(named.tokens().more(OpenAiConfig.ACCOUNT)).isEqualTo(Secret.of("named"));
    assertThat(keyed.tokens().used()).isEqualTo(Secret.of("k"));
    assertThat(keyed.only()).isEmpty();
    assertThat(keyed.lifetime()).isNull();
  }

  @Test
  void oneThatWasTakenOverIsNotEndedUntilItsTokenIsOursAlone() {
    stage.logins().organization(false);
    Tokens theirs = stage.login(part).tokens();
    JsonObject over = new JsonObject().put("access_token", "x").put("refresh_token", "r");
    Tokens adopted =
        adopt(part, new JsonObject().put("tokens", over)).tokens().withRefresh(theirs.refresh());

    await(part.revoke(LoginWalk.session("openai", adopted)));
    assertThat(stage.sent("/auth/openai/oauth/revoke")).isEmpty();
    Tokens ours = stage.refresh(part, adopted).tokens();
    await(part.revoke(LoginWalk.session("openai", ours)));
    assertThat(stage.sent("/auth/openai/oauth/revoke")).hasSize(1);
  }

  @Test
  void oneThatIsOverIsRefreshedAtOnce() {
    stage.logins().organization(false);
    JsonObject over =
        new JsonObject()
            .put("access_token", jwt(claims("a").put("exp", 1)).reveal())
            .put("refresh_token", stage.login(part).tokens().refresh().reveal());

    assertThat(adopt(part, new JsonObject().put("tokens", over)).lifetime()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "planted | ~/.codex/auth.json",
        "{'tokens':{'refresh_token':'planted'}} | ~/.codex/auth.json",
        "{'OPENAI_API_KEY':'planted'} | api_key"
      })
  void whatIsNoLoginIsNamedAndNotQuoted(String file, String suggestion) {
    Secret credential = Secret.of(file.replace('\'', '"'));

    assertThatThrownBy(() -> part.adopt(LoginWalk.begun("openai").session(), credential))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
              assertThat(refused.facts().toString())
                  .contains("credential", suggestion)
                  .doesNotContain("planted");
            });
  }

  private static Grant adopt(OAuthPart part, JsonObject file) {
    return await(part.adopt(LoginWalk.begun("openai").session(), Secret.of(file.encode())));
  }

  private static JsonObject claims(String account) {
    return new JsonObject()
        .put("https://api.openai.com/auth", new JsonObject().put("chatgpt_account_id", account));
  }
}
