package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is forced on logins, what is counted, and what the log says of them. */
class LoginControlTest {
  @RegisterExtension static final Running RUNNING = new Running();

  private final Http http = RUNNING.http();
  private final Simulator simulator = RUNNING.simulator();
  private final LoginClient client = new LoginClient(RUNNING, Vendor.OPENAI);
  private final Logins logins = simulator.logins(Vendor.OPENAI);

  @AfterEach
  void restore() {
    logins.stopForcing();
    simulator.stopForcing();
    logins.organization(true);
    logins.expiresIn(Duration.ofDays(10));
  }

  private String refreshToken() throws Exception {
    return client.login().path("refresh_token").asText();
  }

  /** Sends a refresh, and breaks the connection once it has arrived. */
  private void leaveAfterSending(String token, long last) throws Exception {
    var body = LoginClient.form(client.refreshFields(token));
    var head =
        "POST /auth/openai/oauth/token HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ";
    var text = head + body.length() + "\r\n\r\n" + body;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      Running.await(logins.await(request -> request.seq() > last));
    }
  }

  @Test
  void aFaultOnLoginsMeetsNoApiAndTheOtherWayRound() throws Exception {
    var token = refreshToken();
    logins.force("status=503 retry-after=3", 1);
    assertThat(http.chat("x", "").status()).isEqualTo(200);
    var answer = client.refresh(token);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("3");
    simulator.force(Vendor.OPENAI, "status=500", 1);
    assertThat(client.refresh(token).status()).isEqualTo(200);
    assertThat(http.chat("x", "").status()).isEqualTo(500);
  }

  @Test
  void aFaultCanBeHtmlAndHoldForAWhileAndForEachVendorsOwnLogins() throws Exception {
    var token = refreshToken();
    logins.force("status=429 html", Duration.ofMinutes(1));
    var answer = client.refresh(token);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.body()).startsWith("<html>");
    assertThat(client.authorize(client.query()).status()).isEqualTo(429);
    assertThat(new LoginClient(RUNNING, Vendor.ANTHROPIC).login().has("access_token")).isTrue();
    logins.stopForcing();
    assertThat(client.refresh(token).status()).isEqualTo(200);
  }

  @Test
  void aFieldMayNotComeTwice() throws Exception {
    var url = client.setting("oauth.token-url");
    var form = LoginClient.form(client.refreshFields(refreshToken()));
    var type = "application/x-www-form-urlencoded";
    assertThat(http.send(LoginClient.request(url, type, form + "&client_id=a").build()).status())
        .isEqualTo(400);
    assertThat(http.send(LoginClient.request(url, type, form).build()).status()).isEqualTo(200);
    var query = client.query();
    query.put("a", "b&state=another-state-of-this-login");
    assertThat(client.authorize(query).status()).isEqualTo(302);
    var twice = client.setting("oauth.authorize-url") + "?" + LoginClient.form(query) + "&state=x";
    assertThat(http.send(HttpRequest.newBuilder(URI.create(twice)).build()).status())
        .isEqualTo(400);
  }

  @Test
  void refreshTokensCanEndForTheirAge() throws Exception {
    var anthropic = new LoginClient(RUNNING, Vendor.ANTHROPIC);
    var old = anthropic.login().path("refresh_token").asText();
    simulator.logins(Vendor.ANTHROPIC).expireRefreshTokens();
    assertThat(anthropic.refresh(old).json().path("error_description").asText())
        .isEqualTo("Refresh token expired");
    var token = refreshToken();
    http.control("POST", "/logins/openai", "{\"expire_refresh_tokens\":true}");
    assertThat(client.refresh(token).json().path("error").path("code").asText())
        .isEqualTo("refresh_token_expired");
    assertThat(client.refresh(refreshToken()).status()).isEqualTo(200);
  }

  @Test
  void aLoginThatHangsIsNotProcessed() throws Exception {
    var token = refreshToken();
    long last = simulator.requests().getLast().seq();
    logins.force("endless", 1);
    leaveAfterSending(token, last);
    Running.await(logins.await(request -> request.seq() > last && request.ended()));
    assertThat(client.refresh(token).status()).isEqualTo(200);
  }

  @Test
  void aFaultCanBeForOneStep() throws Exception {
    var anthropic = new LoginClient(RUNNING, Vendor.ANTHROPIC);
    var there = simulator.logins(Vendor.ANTHROPIC);
    there.force(LoginStep.CREATE_KEY, "status=500", 1);
    var token = anthropic.login().path("access_token").asText();
    var create =
        LoginClient.request(anthropic.setting("oauth.create-key-url"), "application/json", "")
            .header("authorization", "Bearer " + token)
            .build();
    assertThat(http.send(create).status()).isEqualTo(500);
    assertThat(http.send(create).status()).isEqualTo(200);
  }

  @Test
  void aRefreshThatIsAnsweredWithAFaultIsReceivedButNotProcessed() throws Exception {
    var token = refreshToken();
    long received = logins.refreshRequests();
    long processed = logins.refreshes();
    logins.force("status=500", 1);
    client.refresh(token);
    assertThat(logins.refreshRequests()).isEqualTo(received + 1);
    assertThat(logins.refreshes()).isEqualTo(processed);
    assertThat(client.refresh(token).status()).isEqualTo(200);
    assertThat(logins.refreshes()).isEqualTo(processed + 1);
  }

  @Test
  void anAnswerThatIsCutWasProcessed() throws Exception {
    var token = refreshToken();
    logins.force("cut", 1);
    assertThatThrownBy(() -> client.refresh(token)).isInstanceOf(IOException.class);
    assertThat(client.refresh(token).json().path("error").path("code").asText())
        .isEqualTo("refresh_token_reused");
  }

  @Test
  void aDelayedRefreshWhoseClientLeavesIsNeverProcessed() throws Exception {
    var token = refreshToken();
    long last = simulator.requests().getLast().seq();
    long processed = logins.refreshes();
    logins.force("delay=1000", 1);
    leaveAfterSending(token, last);
    var left = Running.await(logins.await(request -> request.seq() > last && request.ended()));
    assertThat(left.state()).isEqualTo(ReceivedRequest.State.ABORTED);
    logins.force("delay=1000", 1);
    assertThat(client.refresh(token).status()).isEqualTo(200);
    assertThat(logins.refreshes()).isEqualTo(processed + 1);
  }

  @Test
  void aSlowAnswerWhoseClientLeavesWasProcessed() throws Exception {
    var token = refreshToken();
    long last = simulator.requests().getLast().seq();
    logins.force("slow=60000", 1);
    leaveAfterSending(token, last);
    Running.await(logins.await(request -> request.seq() > last && request.ended()));
    assertThat(client.refresh(token).json().path("error").path("code").asText())
        .isEqualTo("refresh_token_reused");
  }

  @Test
  void refreshesAreCountedExactlyHoweverManyComeAtOnce() throws Exception {
    var before = new HashMap<>(logins.refreshesByGrant());
    long processed = logins.refreshes();
    var tokens = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      tokens.add(refreshToken());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Callable<Http.Answer>>();
      for (int i = 0; i < 100; i++) {
        var token = tokens.get(i % tokens.size());
        all.add(() -> client.refresh(token));
      }
      int good = 0;
      for (var answer : threads.invokeAll(all)) {
        good += answer.get().status() == 200 ? 1 : 0;
      }
      assertThat(good).isEqualTo(20);
    }
    assertThat(logins.refreshes()).isEqualTo(processed + 20);
    var after = new HashMap<>(logins.refreshesByGrant());
    after.keySet().removeAll(before.keySet());
    assertThat(after.values()).hasSize(20).containsOnly(1);
  }

  @Test
  void theLogHasLoginsWithoutTheirSecrets() throws Exception {
    http.control("DELETE", "/requests", "");
    var fields = client.exchange(client.query());
    var tokens = client.token(fields).json();
    var refresh = tokens.path("refresh_token").asText();
    client.json(client.setting("oauth.token-url"), client.refreshFields(refresh));
    var google = new LoginClient(RUNNING, Vendor.GEMINI);
    google.login();
    client.json(client.setting("oauth.token-url") + "?token=" + refresh, Map.of("broken", refresh));
    http.send(
        LoginClient.request(
                client.setting("oauth.token-url"), "text/plain", "{\"token\":" + refresh)
            .build());
    http.send(
        LoginClient.request(client.setting("oauth.token-url"), "text/plain", refresh).build());
    var log = http.control("GET", "/requests", "").body();
    assertThat(log)
        .contains("grant_type=authorization_code", "code=sha256:", "state=sha256:")
        .contains("\\\"refresh_token\\\":\\\"sha256:")
        .doesNotContain(
            fields.get("code"),
            LoginClient.VERIFIER,
            LoginClient.STATE,
            google.setting("oauth.client-secret"));
    assertThat(simulator.requests())
        .filteredOn(request -> request.path().startsWith("/auth/google"))
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.vendor()).isEqualTo(Vendor.GEMINI));
  }

  @Test
  void everythingIsThereOverHttp() throws Exception {
    var token = refreshToken();
    http.control(
        "POST",
        "/logins/openai",
        "{\"expires_in_ms\":7000,\"organization\":false,\"script\":\"status=503\",\"at\":\"token\",\"times\":1}");
    assertThat(client.refresh(token).status()).isEqualTo(503);
    assertThat(client.refresh(token).json().path("expires_in").asInt()).isEqualTo(7);
    var state = http.control("GET", "/logins/openai", "").json();
    assertThat(state.path("refreshes").asLong()).isEqualTo(logins.refreshes());
    assertThat(state.path("refresh_requests").asLong()).isEqualTo(logins.refreshRequests());
    assertThat(state.path("organization").asBoolean()).isFalse();
    assertThat(state.path("refreshes_by_grant")).hasSize(logins.refreshesByGrant().size());
    assertThat(state.path("settings").path("oauth.token-url").asText())
        .isEqualTo(client.setting("oauth.token-url"));
    http.control("POST", "/logins/openai", "{\"script\":\"status=500\"}");
    http.control("DELETE", "/logins/openai", "");
    http.control("POST", "/logins/openai", "{\"organization\":true,\"revoke_grants\":true}");
    var next = client.login();
    assertThat(OpenAiLoginTest.claims(next.path("id_token").asText()).toString())
        .contains("organization_id");
    assertThat(client.refresh(token).status()).isEqualTo(401);
    assertThat(
            http.control("GET", "/logins/gemini/service-account", "").json().path("type").asText())
        .isEqualTo("service_account");
    assertThat(http.control("POST", "/logins/openai", "{\"script\":\"stauts\"}").status())
        .isEqualTo(400);
    assertThat(http.control("GET", "/logins/nobody", "").status()).isEqualTo(400);
  }

  @Test
  void aRefreshInTheLogCanBeAwaited() throws Exception {
    var token = refreshToken();
    long last = simulator.requests().getLast().seq();
    Future<ReceivedRequest> awaited =
        logins.await(request -> request.seq() > last && request.ended());
    http.chat("not a login", "");
    client.refresh(token);
    assertThat(Running.await(awaited).path()).isEqualTo("/auth/openai/oauth/token");
  }
}
