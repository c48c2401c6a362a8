package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's logins: an own client, a service account, the metadata server. */
class GoogleLoginTest {
  @RegisterExtension static final Running RUNNING = new Running();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private final LoginClient client = new LoginClient(RUNNING, Vendor.GEMINI);
  private final Logins logins = RUNNING.simulator().logins(Vendor.GEMINI);

  @AfterEach
  void restore() {
    logins.expiresIn(Duration.ofSeconds(3599));
  }

  private static Http.Answer models(String token, String... more) throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(RUNNING.simulator().baseUrl(Vendor.GEMINI) + "/v1beta/models"))
            .header("authorization", "Bearer " + token);
    return RUNNING.http().send(more.length == 0 ? request.build() : request.headers(more).build());
  }

  private static Http.Answer billed(String token) throws Exception {
    return models(token, "x-goog-user-project", "sim-project");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1455/auth/callback",
        "http://127.0.0.1:5000",
        "http://[::1]:5000/oauth2callback"
      })
  void anyLoopbackRedirectIsTaken(String redirect) throws Exception {
    var answer = client.authorize(client.query("redirect_uri", redirect));
    assertThat(LoginClient.callback(answer)).containsEntry("state", LoginClient.STATE);
    assertThat(answer.header("location")).startsWith(redirect + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:1455/auth/callback",
        "http://192.168.0.1:1455/auth/callback",
        "http://localhost.example.org/",
        "http://localhost:80@example.org/",
        "urn:ietf:wg:oauth:2.0:oob"
      })
  void otherRedirectsAreNot(String redirect) throws Exception {
    var answer = client.authorize(client.query("redirect_uri", redirect));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("redirect_uri_mismatch");
  }

  @Test
  void onlyS256AndKnownScopesAreTaken() throws Exception {
    assertThat(client.authorize(client.query("code_challenge_method", "plain")).status())
        .isEqualTo(400);
    assertThat(client.authorize(client.query("code_challenge", "x")).status()).isEqualTo(400);
    assertThat(client.authorize(client.query("scope", "everything")).status()).isEqualTo(400);
  }

  @Test
  void theExchangeNeedsTheSecretAndFitsTheAuthorization() throws Exception {
    assertThat(client.exchangeWith("client_secret", "wrong").json().path("error").asText())
        .isEqualTo("invalid_client");
    assertThat(
            client.exchangeWith("redirect_uri", "http://localhost/").json().path("error").asText())
        .isEqualTo("redirect_uri_mismatch");
    assertThat(client.exchangeWith("code_verifier", "wrong").status()).isEqualTo(400);
    assertThat(client.exchangeWith("code", "wrong").status()).isEqualTo(400);
    assertThat(
            client
                .json(client.setting("oauth.token-url"), client.exchange(client.query()))
                .status())
        .isEqualTo(400);
    var fields = client.exchange(client.query());
    assertThat(client.token(fields).status()).isEqualTo(200);
    assertThat(client.token(fields).json().path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void onlyOfflineAccessWithConsentBringsARefreshToken() throws Exception {
    var tokens = client.login();
    assertThat(tokens.path("access_token").asText()).startsWith("ya29.");
    assertThat(tokens.path("refresh_token").asText()).startsWith("1//");
    assertThat(tokens.path("expires_in").asInt()).isEqualTo(3599);
    assertThat(tokens.path("id_token").asText()).contains(".");
    assertThat(client.login(client.query("prompt", "select_account")).has("refresh_token"))
        .isFalse();
    assertThat(client.login(client.query("access_type", "online")).has("refresh_token")).isFalse();
  }

  @Test
  void aRefreshTokenStaysAsItIsAndIsNotAnsweredAgain() throws Exception {
    var token = client.login().path("refresh_token").asText();
    for (int round = 0; round < 20; round++) {
      var answer = client.refresh(token);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().has("refresh_token")).isFalse();
    }
    var wrong = client.refreshFields(token);
    wrong.put("client_secret", "wrong");
    assertThat(client.token(wrong).status()).isEqualTo(401);
    assertThat(client.refresh("1//unknown").json().path("error").asText())
        .isEqualTo("invalid_grant");
  }

  @Test
  void aRevokedGrantIsToldOnRefreshAndRefusedByTheApi() throws Exception {
    var tokens = client.login();
    var url = client.setting("oauth.revoke-url");
    var token = tokens.path("refresh_token").asText();
    assertThat(client.post(url, Map.of("token", token)).status()).isEqualTo(200);
    var answer = client.refresh(token);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_description").asText())
        .isEqualTo("Token has been expired or revoked.");
    assertThat(billed(tokens.path("access_token").asText()).status()).isEqualTo(401);
    assertThat(client.post(url, Map.of("token", "unknown")).status()).isEqualTo(400);
  }

  @Test
  void theApiWantsAProjectBesideALiveToken() throws Exception {
    var token = client.login().path("access_token").asText();
    assertThat(billed(token).status()).isEqualTo(200);
    var without = models(token);
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.json().path("error").path("status").asText()).isEqualTo("PERMISSION_DENIED");
    assertThat(without.json().path("error").path("message").asText()).contains("quota project");
    assertThat(models(token, "x-goog-user-project", "foreign").status()).isEqualTo(403);
    var both = models(token, "x-goog-user-project", "sim-project", "x-goog-api-key", "key");
    assertThat(both.status()).isEqualTo(400);
    logins.expireAccessTokens();
    assertThat(billed(token).json().path("error").path("status").asText())
        .isEqualTo("UNAUTHENTICATED");
    assertThat(billed("ya29.unknown").status()).isEqualTo(401);
  }

  @Test
  void theApiWantsAScopeThatCoversIt() throws Exception {
    var token = client.login(client.query("scope", "openid email")).path("access_token").asText();
    assertThat(billed(token).body()).contains("ACCESS_TOKEN_SCOPE_INSUFFICIENT");
  }

  private ObjectNode goodClaims(JsonNode file) {
    long now = Instant.now().getEpochSecond();
    return MAPPER
        .createObjectNode()
        .put("iss", file.path("client_email").asText())
        .put("scope", SCOPE)
        .put("aud", file.path("token_uri").asText())
        .put("iat", now)
        .put("exp", now + 3600);
  }

  private static String signed(JsonNode file, ObjectNode claims) throws Exception {
    var header =
        MAPPER
            .createObjectNode()
            .put("alg", "RS256")
            .put("kid", file.path("private_key_id").asText());
    var text =
        encoded(header.toString().getBytes(StandardCharsets.UTF_8))
            + "."
            + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
    var key = file.path("private_key").asText().replaceAll("-----[A-Z ]+-----|\\s", "");
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))));
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + encoded(signature.sign());
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Http.Answer assertion(String assertion) throws Exception {
    return client.post(
        client.setting("oauth.token-url"),
        Map.of(
            "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", assertion));
  }

  @Test
  void aServiceAccountsAssertionBuysATokenThatNamesItsOwnProject() throws Exception {
    var file = MAPPER.readTree(logins.serviceAccountFile());
    assertThat(file.path("type").asText()).isEqualTo("service_account");
    assertThat(file.path("token_uri").asText()).isEqualTo(client.setting("oauth.token-url"));
    var answer = assertion(signed(file, goodClaims(file)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().has("refresh_token")).isFalse();
    var token = answer.json().path("access_token").asText();
    assertThat(models(token).status()).isEqualTo(200);
    assertThat(billed(token).status()).isEqualTo(200);
  }

  @Test
  void anAssertionMustBeSignedTimelyAndMeantForThisServer() throws Exception {
    var file = MAPPER.readTree(logins.serviceAccountFile());
    long now = Instant.now().getEpochSecond();
    var good = signed(file, goodClaims(file));
    assertThat(
            assertion(good.substring(0, good.lastIndexOf('.')) + "." + encoded(new byte[256]))
                .body())
        .contains("Invalid JWT Signature.");
    assertThat(assertion(signed(file, goodClaims(file).put("aud", "https://example.org"))).body())
        .contains("audience");
    assertThat(assertion(signed(file, goodClaims(file).put("iss", "somebody"))).body())
        .contains("account not found");
    assertThat(assertion(signed(file, goodClaims(file).put("exp", now + 7200))).body())
        .contains("short-lived");
    assertThat(
            assertion(signed(file, goodClaims(file).put("iat", now - 7200).put("exp", now - 3600)))
                .status())
        .isEqualTo(400);
    assertThat(
            assertion(signed(file, goodClaims(file).put("iat", now + 1000).put("exp", now + 2000)))
                .status())
        .isEqualTo(400);
    assertThat(assertion("nonsense").json().path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void theMetadataServerHandsOutTokensToWhoSendsItsHeader() throws Exception {
    var url =
        "http://127.0.0.1:"
            + RUNNING.simulator().port()
            + "/computeMetadata/v1/instance/service-accounts/default/token";
    var request = HttpRequest.newBuilder(URI.create(url));
    assertThat(RUNNING.http().send(request.build()).status()).isEqualTo(403);
    var answer = RUNNING.http().send(request.header("Metadata-Flavor", "Google").build());
    assertThat(answer.header("metadata-flavor")).isEqualTo("Google");
    assertThat(models(answer.json().path("access_token").asText()).status()).isEqualTo(200);
  }

  @Test
  void theOldHostIsGone() throws Exception {
    var url = client.setting("oauth.token-url").replace("/auth/google/", "/auth/google-old/");
    assertThat(client.post(url, client.refreshFields("x")).status()).isEqualTo(404);
  }
}
