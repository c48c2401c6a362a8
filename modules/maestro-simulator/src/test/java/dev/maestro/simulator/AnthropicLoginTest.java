package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's login: the paste, the exchange in JSON, keys, bearer use. */
class AnthropicLoginTest {
  @RegisterExtension static final Running RUNNING = new Running();
  private static final String BETA = "oauth-2025-04-20";

  private final LoginClient client = new LoginClient(RUNNING, Vendor.ANTHROPIC);
  private final Logins logins = RUNNING.simulator().logins(Vendor.ANTHROPIC);

  @AfterEach
  void restore() {
    logins.organization(true);
    logins.deny(false);
    logins.expiresIn(Duration.ofHours(8));
    logins.codeLife(Duration.ofMinutes(5));
  }

  private static Http.Answer call(String method, String path, String token, String... more)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(RUNNING.simulator().baseUrl(Vendor.ANTHROPIC) + path))
            .header("authorization", "Bearer " + token)
            .header("anthropic-version", "2023-06-01")
            .header("content-type", "application/json")
            .method(
                method,
                HttpRequest.BodyPublishers.ofString(
                    method.equals("POST") ? Bodies.messages("hello", "") : ""));
    return RUNNING.http().send(more.length == 0 ? request.build() : request.headers(more).build());
  }

  private static Http.Answer createKey(String token) throws Exception {
    return call("POST", "/api/oauth/claude_cli/create_api_key", token);
  }

  @Test
  void thePageShowsCodeAndStateToCopy() throws Exception {
    var page = client.authorize(client.query());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("x-sim-code")).endsWith("#" + LoginClient.STATE);
    assertThat(page.body()).contains("<code id=\"code\">" + page.header("x-sim-code") + "</code>");
  }

  @Test
  void aLoopbackRedirectGetsCodeAndState() throws Exception {
    var answer = client.authorize(client.query("redirect_uri", "http://localhost:54545/callback"));
    assertThat(answer.header("location")).startsWith("http://localhost:54545/callback?");
    assertThat(LoginClient.callback(answer))
        .containsEntry("state", LoginClient.STATE)
        .containsKey("code");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/callback",
        "http://127.0.0.1:54545/callback",
        "http://localhost:54545/other",
        "https://localhost:54545/callback",
        "https://platform.claude.com/oauth/code/callback/",
        "https://example.org/oauth/code/callback"
      })
  void otherRedirectsAreRefusedWithAPage(String redirect) throws Exception {
    var answer = client.authorize(client.query("redirect_uri", redirect));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("location")).isEmpty();
  }

  @Test
  void thePublicClientIsKnownTooWithItsOlderRedirect() throws Exception {
    var query = client.query("client_id", "9d1c250a-e61b-44d9-88ed-5944d1962f5e");
    query.put("redirect_uri", "https://console.anthropic.com/oauth/code/callback");
    assertThat(client.login(query).path("access_token").asText()).startsWith("sk-ant-oat01-");
    assertThat(client.authorize(client.query("client_id", "nobody")).status()).isEqualTo(400);
  }

  @Test
  void onlyS256AndAStateAndKnownScopesAreTaken() throws Exception {
    assertThat(client.authorize(client.query("code_challenge_method", "plain")).status())
        .isEqualTo(400);
    assertThat(client.authorize(client.query("code_challenge", "")).status()).isEqualTo(400);
    assertThat(client.authorize(client.query("state", "")).status()).isEqualTo(400);
    assertThat(client.authorize(client.query("scope", "user:everything")).status()).isEqualTo(400);
    assertThat(client.authorize(client.query("response_type", "token")).status()).isEqualTo(400);
  }

  @Test
  void whoSaysNoIsSentBackWithTextToEscape() throws Exception {
    var query = client.query("redirect_uri", "http://localhost:54545/callback");
    query.put("login_hint", "deny");
    var callback = LoginClient.callback(client.authorize(query));
    assertThat(callback)
        .containsEntry("error", "access_denied")
        .containsEntry("state", LoginClient.STATE)
        .doesNotContainKey("code");
    assertThat(callback.get("error_description")).contains("<script>");
    logins.deny(true);
    assertThat(client.authorize(client.query()).header("x-sim-code")).isEmpty();
  }

  @Test
  void theExchangeAnswersTokensWithAccountAndOrganisation() throws Exception {
    var tokens = client.login();
    assertThat(tokens.path("access_token").asText()).startsWith("sk-ant-oat01-");
    assertThat(tokens.path("refresh_token").asText()).startsWith("sk-ant-ort01-");
    assertThat(tokens.path("expires_in").asInt()).isEqualTo(28800);
    assertThat(tokens.path("scope").asText())
        .isEqualTo("org:create_api_key user:profile user:inference");
    assertThat(tokens.path("account").path("uuid").asText()).isNotEmpty();
    assertThat(tokens.path("organization").path("name").asText()).isNotEmpty();
  }

  @Test
  void aFormIsRefused() throws Exception {
    var answer = client.post(client.setting("oauth.token-url"), client.exchange(client.query()));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_request_error");
  }

  @Test
  void theExchangeMustFitTheAuthorization() throws Exception {
    for (var wrong :
        Map.of(
                "state", "another-state",
                "redirect_uri", "http://localhost:1/callback",
                "client_id", "9d1c250a-e61b-44d9-88ed-5944d1962f5e",
                "code_verifier", "another-verifier-of-43-characters-at-least.",
                "code", "unknown")
            .entrySet()) {
      var answer = client.exchangeWith(wrong.getKey(), wrong.getValue());
      assertThat(answer.status()).as(wrong.getKey()).isEqualTo(400);
      assertThat(answer.json().path("error").asText()).isEqualTo("invalid_grant");
      assertThat(answer.json().path("error_description").asText())
          .isEqualTo("Invalid '" + wrong.getKey() + "' in request.");
    }
    var without = client.exchange(client.query());
    without.remove("state");
    assertThat(client.token(without).status()).isEqualTo(400);
  }

  @Test
  void unsplitTextIsNoCode() throws Exception {
    var fields = client.exchange(client.query());
    fields.put("code", fields.get("code") + "#" + LoginClient.STATE);
    assertThat(client.token(fields).json().path("error_description").asText())
        .isEqualTo("Invalid 'code' in request.");
  }

  @Test
  void aCodeIsGoodOnceAndNotForLong() throws Exception {
    var fields = client.exchange(client.query());
    assertThat(client.token(fields).status()).isEqualTo(200);
    assertThat(client.token(fields).status()).isEqualTo(400);
    logins.codeLife(Duration.ZERO);
    assertThat(client.token(client.exchange(client.query())).status()).isEqualTo(400);
  }

  @Test
  void aRefreshTokenIsGoodOnceAndItsReuseEndsTheNewestToo() throws Exception {
    var first = client.login().path("refresh_token").asText();
    var second = client.refresh(first).json().path("refresh_token").asText();
    assertThat(second).isNotEqualTo(first);
    assertThat(client.refresh(second).status()).isEqualTo(200);
    var reused = client.refresh(first);
    assertThat(reused.status()).isEqualTo(400);
    assertThat(reused.json().path("error_description").asText())
        .isEqualTo("Refresh token not found or invalid");
    assertThat(client.refresh(second).status()).isEqualTo(400);
  }

  @Test
  void aRefreshMayNotGrowTheScope() throws Exception {
    var tokens = client.login(client.query("scope", "user:profile"));
    var fields = client.refreshFields(tokens.path("refresh_token").asText());
    fields.put("scope", "user:profile user:inference");
    assertThat(client.token(fields).json().path("error").asText()).isEqualTo("invalid_scope");
    fields.put("scope", "user:profile");
    assertThat(client.token(fields).status()).isEqualTo(200);
  }

  @Test
  void theOldHostIsGone() throws Exception {
    var url = client.setting("oauth.token-url").replace("/auth/anthropic/", "/auth/anthropic-old/");
    var answer = client.json(url, client.refreshFields("x"));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("error").path("type").asText()).isEqualTo("not_found_error");
  }

  @Test
  void aTokenMakesAKeyThatTheApiTakesUntilItExpires() throws Exception {
    var answer = createKey(client.login().path("access_token").asText());
    var key = answer.json().path("raw_key").asText();
    assertThat(key).startsWith("sk-ant-api03-");
    assertThat(call("GET", "/v1/models", key).status()).isEqualTo(200);
    logins.expireKeys();
    assertThat(call("GET", "/v1/models", key).status()).isEqualTo(401);
  }

  @Test
  void noKeyIsMadeWithoutScopeOrOrganisation() throws Exception {
    var small = client.login(client.query("scope", "user:profile user:inference"));
    var answer = createKey(small.path("access_token").asText());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("error").path("type").asText()).isEqualTo("permission_error");
    logins.organization(false);
    assertThat(createKey(client.login().path("access_token").asText()).status()).isEqualTo(403);
    assertThat(createKey("sk-ant-oat01-unknown").status()).isEqualTo(401);
  }

  @Test
  void theProfileIsTheAccounts() throws Exception {
    var tokens = client.login();
    var profile = call("GET", "/api/oauth/profile", tokens.path("access_token").asText());
    assertThat(profile.json().path("account").path("uuid").asText())
        .isEqualTo(tokens.path("account").path("uuid").asText());
  }

  @Test
  void theApiTakesAnAccessTokenOnlyWithTheBetaAndWithoutAKey() throws Exception {
    var token = client.login().path("access_token").asText();
    var beta = new String[] {"anthropic-beta", "other-2025-01-01, " + BETA};
    assertThat(call("POST", "/v1/messages", token, beta).status()).isEqualTo(200);
    assertThat(call("GET", "/v1/models", token, beta).status()).isEqualTo(200);
    var without = call("GET", "/v1/models", token);
    assertThat(without.status()).isEqualTo(401);
    assertThat(without.body()).contains("OAuth authentication is currently not supported.");
    assertThat(
            call(
                    "GET",
                    "/v1/models",
                    token,
                    "anthropic-beta",
                    BETA,
                    "x-api-key",
                    "sim-anthropic-key")
                .status())
        .isEqualTo(401);
  }

  @Test
  void theApiTellsExpiredFromRevokedFromUnknown() throws Exception {
    var tokens = client.login();
    var token = tokens.path("access_token").asText();
    logins.expireAccessTokens();
    var expired = call("GET", "/v1/models", token, "anthropic-beta", BETA);
    assertThat(expired.status()).isEqualTo(401);
    assertThat(expired.body())
        .contains(
            "OAuth token has expired. Please obtain a new token or refresh your existing token.");
    var renewed = client.refresh(tokens.path("refresh_token").asText()).json();
    var next = renewed.path("access_token").asText();
    assertThat(call("GET", "/v1/models", next, "anthropic-beta", BETA).status()).isEqualTo(200);
    logins.revokeGrants();
    var revoked = call("GET", "/v1/models", next, "anthropic-beta", BETA);
    assertThat(revoked.status()).isEqualTo(403);
    assertThat(revoked.body())
        .contains("permission_error", "OAuth token has been revoked. Please obtain a new token.");
    assertThat(client.refresh(renewed.path("refresh_token").asText()).status()).isEqualTo(400);
    assertThat(call("GET", "/v1/models", "sk-ant-oat01-x", "anthropic-beta", BETA).body())
        .contains("Invalid bearer token");
  }

  @Test
  void inferenceNeedsItsScope() throws Exception {
    var token = client.login(client.query("scope", "user:profile")).path("access_token").asText();
    assertThat(call("POST", "/v1/messages", token, "anthropic-beta", BETA).status()).isEqualTo(403);
  }

  @Test
  void aTokensLifeIsAsToldAndItEnds() throws Exception {
    logins.expiresIn(Duration.ZERO);
    var tokens = client.login();
    assertThat(tokens.path("expires_in").asInt()).isZero();
    var answer =
        call("GET", "/v1/models", tokens.path("access_token").asText(), "anthropic-beta", BETA);
    assertThat(answer.status()).isEqualTo(401);
  }
}
