package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's login: exact redirects, two-stage exchange, rotation with reuse detection. */
class OpenAiLoginTest {
  @RegisterExtension static final Running RUNNING = new Running();
  private static final String PUBLIC_CLIENT = "app_EMoamEEZ73f0CkXaXp7hrann";
  private static final String AUTH = "https://api.openai.com/auth";

  private final LoginClient client = new LoginClient(RUNNING, Vendor.OPENAI);
  private final Logins logins = RUNNING.simulator().logins(Vendor.OPENAI);

  @AfterEach
  void restore() {
    logins.organization(true);
    logins.deny(false);
    logins.expiresIn(Duration.ofDays(10));
  }

  static JsonNode claims(String token) throws Exception {
    var parts = token.split("\\.", -1);
    assertThat(parts).hasSize(3);
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
  }

  private Http.Answer mint(String idToken) throws Exception {
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    fields.put("client_id", client.setting("oauth.client-id"));
    fields.put("requested_token", "openai-api-key");
    fields.put("subject_token", idToken);
    fields.put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token");
    return client.token(fields);
  }

  private static Http.Answer models(String key) throws Exception {
    return RUNNING
        .http()
        .send(
            java.net.http.HttpRequest.newBuilder(
                    java.net.URI.create(RUNNING.simulator().baseUrl(Vendor.OPENAI) + "/models"))
                .header("authorization", "Bearer " + key)
                .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/auth/callback",
        "http://127.0.0.1:1455/auth/callback",
        "http://localhost:1456/auth/callback",
        "http://localhost:1455/auth/callback/",
        "http://localhost:1455/callback"
      })
  void thePublicClientHasTwoRedirectsAndNoOther(String redirect) throws Exception {
    var query = client.query("client_id", PUBLIC_CLIENT);
    query.put("redirect_uri", redirect);
    var answer = client.authorize(query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("authorize_hydra_invalid_request");
    for (var port : new int[] {1455, 1457}) {
      query.put("redirect_uri", "http://localhost:" + port + "/auth/callback");
      assertThat(client.authorize(query).status()).isEqualTo(302);
    }
  }

  @Test
  void theSimulatorsClientMayUseAnyPortOfLocalhost() throws Exception {
    var query = client.query("redirect_uri", "http://localhost:8080/auth/callback");
    assertThat(LoginClient.callback(client.authorize(query)))
        .containsEntry("state", LoginClient.STATE)
        .containsEntry("scope", "openid profile email offline_access");
    query.put("redirect_uri", "http://127.0.0.1:8080/auth/callback");
    assertThat(client.authorize(query).status()).isEqualTo(400);
  }

  @Test
  void onlyS256AndALongEnoughStateAreTaken() throws Exception {
    assertThat(client.authorize(client.query("code_challenge_method", "plain")).status())
        .isEqualTo(400);
    assertThat(client.authorize(client.query("code_challenge_method", "")).status()).isEqualTo(400);
    assertThat(client.authorize(client.query("state", "short")).status()).isEqualTo(400);
  }

  @Test
  void whoSaysNoIsSentBackWithTextToEscape() throws Exception {
    logins.deny(true);
    assertThat(LoginClient.callback(client.authorize(client.query())).get("error_description"))
        .contains("<script>");
  }

  @Test
  void theExchangeAnswersThreeTokensOfOneAccount() throws Exception {
    var tokens = client.login();
    var id = claims(tokens.path("id_token").asText());
    var access = claims(tokens.path("access_token").asText());
    assertThat(id.path(AUTH).path("chatgpt_account_id").asText())
        .isNotEmpty()
        .isEqualTo(access.path(AUTH).path("chatgpt_account_id").asText());
    assertThat(id.path(AUTH).path("organization_id").asText()).isNotEmpty();
    assertThat(id.path(AUTH).path("organizations")).hasSize(1);
    assertThat(id.path("email").asText()).contains("@");
    assertThat(access.path("exp").asLong() - access.path("iat").asLong()).isEqualTo(864_000);
    assertThat(tokens.path("expires_in").asLong()).isEqualTo(864_000);
    assertThat(tokens.path("refresh_token").asText()).startsWith("rt_");
  }

  @Test
  void noRefreshTokenComesUnasked() throws Exception {
    assertThat(client.login(client.query("scope", "openid")).has("refresh_token")).isFalse();
  }

  @Test
  void theExchangeIsAFormThatFitsTheAuthorization() throws Exception {
    assertThat(
            client
                .json(client.setting("oauth.token-url"), client.exchange(client.query()))
                .status())
        .isEqualTo(400);
    for (var wrong :
        Map.of(
                "redirect_uri", "http://localhost:1457/auth/callback",
                "client_id", PUBLIC_CLIENT,
                "code_verifier", "short",
                "code", "unknown")
            .entrySet()) {
      var answer = client.exchangeWith(wrong.getKey(), wrong.getValue());
      assertThat(answer.status()).as(wrong.getKey()).isEqualTo(400);
      assertThat(answer.json().path("error").asText()).isEqualTo("invalid_grant");
    }
    var fields = client.exchange(client.query());
    assertThat(client.token(fields).status()).isEqualTo(200);
    assertThat(client.token(fields).status()).isEqualTo(400);
  }

  @Test
  void anIdTokenOfAnOrganisationBuysAKey() throws Exception {
    var tokens = client.login();
    var key = mint(tokens.path("id_token").asText()).json().path("access_token").asText();
    assertThat(key).startsWith("sk-");
    assertThat(models(key).status()).isEqualTo(200);
    logins.expireKeys();
    assertThat(models(key).status()).isEqualTo(401);
    assertThat(models(tokens.path("access_token").asText()).status()).isEqualTo(401);
  }

  @Test
  void withoutAnOrganisationOrWithoutAskingForItNoKeyIsMinted() throws Exception {
    var unasked = client.query();
    unasked.remove("id_token_add_organizations");
    var silent = client.login(unasked).path("id_token").asText();
    logins.organization(false);
    for (var token : new String[] {silent, client.login().path("id_token").asText()}) {
      var answer = mint(token);
      assertThat(answer.status()).isEqualTo(401);
      var error = answer.json().path("error");
      assertThat(error.path("code").asText()).isEqualTo("invalid_subject_token");
      assertThat(error.path("message").asText())
          .isEqualTo("Invalid ID token: missing organization_id");
    }
  }

  @Test
  void onlyAnIdTokenOfThisVendorIsExchanged() throws Exception {
    var tokens = client.login();
    assertThat(mint(tokens.path("access_token").asText()).status()).isEqualTo(401);
    assertThat(mint(tokens.path("id_token").asText() + "x").status()).isEqualTo(401);
    assertThat(mint("a.b.c").status()).isEqualTo(401);
  }

  @Test
  void aRefreshIsTakenAsJsonAndAsAForm() throws Exception {
    var url = client.setting("oauth.token-url");
    var first = client.login().path("refresh_token").asText();
    var second =
        client.json(url, client.refreshFields(first)).json().path("refresh_token").asText();
    assertThat(second).startsWith("rt_").isNotEqualTo(first);
    assertThat(client.post(url, client.refreshFields(second)).json().path("id_token").asText())
        .isNotEmpty();
  }

  @Test
  void aReusedRefreshTokenIsToldAndEndsTheNewestToo() throws Exception {
    var first = client.login().path("refresh_token").asText();
    var newest = client.refresh(first).json().path("refresh_token").asText();
    var reused = client.refresh(first);
    assertThat(reused.status()).isEqualTo(401);
    assertThat(reused.json().path("error").path("code").asText()).isEqualTo("refresh_token_reused");
    assertThat(reused.json().path("error").path("message").asText())
        .isEqualTo(
            "Your refresh token has already been used to generate a new access token. Please try"
                + " signing in again.");
    assertThat(client.refresh(newest).status()).isEqualTo(401);
  }

  @Test
  void revokingARefreshTokenNeedsItsClientAndEndsTheGrant() throws Exception {
    var url = client.setting("oauth.revoke-url");
    var token = client.login().path("refresh_token").asText();
    assertThat(client.json(url, Map.of("token", token)).status()).isEqualTo(401);
    var fields = Map.of("token", token, "client_id", client.setting("oauth.client-id"));
    assertThat(client.json(url, fields).status()).isEqualTo(200);
    assertThat(client.refresh(token).json().path("error").path("code").asText())
        .isEqualTo("refresh_token_invalidated");
    assertThat(client.json(url, Map.of("token", "unknown")).status()).isEqualTo(200);
  }

  @Test
  void theOldHostIsGone() throws Exception {
    var url = client.setting("oauth.token-url").replace("/auth/openai/", "/auth/openai-old/");
    assertThat(client.post(url, client.refreshFields("x")).status()).isEqualTo(404);
  }
}
