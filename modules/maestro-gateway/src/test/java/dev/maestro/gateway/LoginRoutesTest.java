package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.core.AuthorizationView;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins by OAuth over the API. */
class LoginRoutesTest {
  private static final String NEW =
      "{\"provider\":\"fake\",\"auth_type\":\"oauth\",\"name\":\"work\"%s}";
  private static final String PLANTED = "planted-by-a-test";
  private static final AuthorizationView LOGIN =
      new AuthorizationView(
          "https://vendor.example/authorize?state=s1",
          LoginFlow.PASTE,
          "s1",
          Instant.parse("2026-01-02T03:19:05Z"));

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aSessionThatSomebodyMustLogInToIsAcceptedWithWhatToDo() throws Exception {
    gateway.core.login = LOGIN;

    HttpResponse<String> made = gateway.post("/api/sessions", NEW.formatted(""));

    assertThat(made.statusCode()).isEqualTo(202);
    assertThat(made.headers().firstValue("location")).contains("/api/sessions/fake/work");
    assertThat(new JsonObject(made.body()).getJsonObject("authorization"))
        .isEqualTo(
            new JsonObject()
                .put("url", LOGIN.url())
                .put("flow", "paste")
                .put("state", "s1")
                .put("expires_at", "2026-01-02T03:19:05Z"));
    assertThat(gateway.core.created.authType()).isEqualTo("oauth");
    assertThat(gateway.core.created.apiKey()).isNull();
    assertThat(gateway.core.created.credential()).isNull();
  }

  @Test
  void aLoginThatNeverExpiresSaysNothingOfIt() throws Exception {
    gateway.core.login = new AuthorizationView("https://v.example", LoginFlow.CALLBACK, "s", null);

    HttpResponse<String> made = gateway.post("/api/sessions", NEW.formatted(""));

    JsonObject login = new JsonObject(made.body()).getJsonObject("authorization");
    assertThat(login.getString("flow")).isEqualTo("callback");
    assertThat(login.containsKey("expires_at")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"tokens\":{\"n\":1}}", "\"{\\\"tokens\\\":{\\\"n\\\":1}}\""})
  void anotherProgramsLoginIsHandedOnAsItsTextAndNeverShown(String credential) throws Exception {
    HttpResponse<String> made =
        gateway.post("/api/sessions", NEW.formatted(",\"credential\":" + credential));

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(new JsonObject(gateway.core.created.credential().reveal()))
        .isEqualTo(new JsonObject("{\"tokens\":{\"n\":1}}"));
    assertThat(made.body()).doesNotContain("tokens");
  }

  @Test
  void aCredentialOfAnotherFormIsNamedAndNotQuoted() throws Exception {
    HttpResponse<String> refused =
        gateway.post("/api/sessions", NEW.formatted(",\"credential\":[\"" + PLANTED + "\"]"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(RunningGateway.error(refused).getString("field")).isEqualTo("credential");
    assertThat(refused.body()).doesNotContain(PLANTED);
  }

  @Test
  void aPastedCodeFinishesTheLogin() throws Exception {
    gateway.core.add("work");

    HttpResponse<String> answer = paste("{\"code\":\"" + PLANTED + "#s1\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getString("name")).isEqualTo("work");
    assertThat(gateway.core.pasted.reveal()).isEqualTo(PLANTED + "#s1");
    assertThat(answer.body()).doesNotContain(PLANTED);
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, code_rejected, 400",
    "INVALID_REQUEST, state_mismatch, 400",
    "NOT_FOUND, session_not_found, 404",
    "INVALID_REQUEST, login_expired, 410"
  })
  void whatIsWrongWithACodeIsSaidAsItIs(ErrorKind kind, String code, int status) throws Exception {
    ErrorFacts facts = ErrorFacts.of(kind, "It is not so.").withCode(code);
    gateway.core.loginFailure =
        new ProviderException(
            new ErrorFacts(kind, code, facts.message(), status, false, null, null, null, null));

    HttpResponse<String> refused = paste("{\"code\":\"" + PLANTED + "\"}");

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(RunningGateway.problem(refused).getString("code")).isEqualTo(code);
    assertThat(refused.body()).doesNotContain(PLANTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"code\":\"\"}", "{\"code\":7}"})
  void aPasteWithoutACodeIsWrong(String body) throws Exception {
    HttpResponse<String> refused = paste(body);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(RunningGateway.error(refused).getString("field")).isEqualTo("code");
    assertThat(gateway.core.pasted).isNull();
  }

  @Test
  void aRefreshThatOnlyAPersonCanHelpBeginsANewLogin() throws Exception {
    gateway.core.add("work");
    gateway.core.login = LOGIN;
    gateway.core.refreshFailure = needsLogin();

    HttpResponse<String> answer = refresh();

    assertThat(answer.statusCode()).isEqualTo(424);
    JsonObject problem = RunningGateway.problem(answer);
    assertThat(problem.getString("code")).isEqualTo("needs_login");
    assertThat(problem.getString("detail")).isEqualTo("The vendor has ended this login.");
    assertThat(problem.getJsonObject("authorization").getString("url")).isEqualTo(LOGIN.url());
  }

  @Test
  void whereNoLoginCanBeginTheReasonIsSaid() throws Exception {
    gateway.core.add("work");
    gateway.core.refreshFailure = needsLogin();
    gateway.core.loginFailure = ProviderException.of(ErrorKind.UNAVAILABLE, "Nobody serves it.");

    HttpResponse<String> answer = refresh();

    assertThat(answer.statusCode()).isEqualTo(424);
    JsonObject problem = RunningGateway.problem(answer);
    assertThat(problem.containsKey("authorization")).isFalse();
    assertThat(problem.getString("code")).isEqualTo("needs_login");
    assertThat(problem.getString("detail"))
        .isEqualTo("The vendor has ended this login. No login could begin: Nobody serves it.");
  }

  @Test
  void aLoginThatNeedsNobodyIsDoneByTheRefresh() throws Exception {
    gateway.core.add("work");
    gateway.core.refreshFailure = needsLogin();

    assertThat(refresh().statusCode()).isEqualTo(200);
  }

  @Test
  void aRefreshAnswersTheSession() throws Exception {
    gateway.core.add("work");
    gateway.core.refreshFailure = null;

    HttpResponse<String> answer = refresh();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getString("name")).isEqualTo("work");
  }

  @Test
  void oneSessionSaysWhetherALoginOfItWaits() throws Exception {
    gateway.core.add("work");
    gateway.core.pending = true;
    assertThat(
            new JsonObject(gateway.get("/api/sessions/fake/work").body()).getValue("login_pending"))
        .isEqualTo(true);

    gateway.core.pending = false;
    assertThat(new JsonObject(gateway.get("/api/sessions/fake/work").body()).fieldNames())
        .doesNotContain("login_pending");
  }

  @Test
  void clientsMayNotLogIn() throws Exception {
    gateway.core.add("work");
    HttpResponse<String> refused =
        gateway.send(
            gateway
                .posting("/api/sessions/fake/work/authorization", "{\"code\":\"c\"}")
                .setHeader("authorization", "Bearer client"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(gateway.core.pasted).isNull();
  }

  @Test
  void browsersComeBackToTheDoorThatTheGatewayOpensAndIsGoneWithIt() throws Exception {
    String address = gateway.core.door.open(Instant.now().plusSeconds(60)).await();
    HttpRequest.Builder browser =
        HttpRequest.newBuilder(java.net.URI.create(address + "?code=" + PLANTED + "&state=s1"));

    HttpResponse<String> answer = gateway.send(browser);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(gateway.core.back.state()).isEqualTo("s1");
    assertThat(gateway.core.back.code().reveal()).isEqualTo(PLANTED);
    gateway.vertx.undeploy(gateway.deployment).await();
    assertThat(gateway.core.door.open(null).failed() || isRefused(browser)).isTrue();
  }

  private boolean isRefused(HttpRequest.Builder browser) throws InterruptedException {
    try {
      gateway.send(browser);
      return false;
    } catch (java.io.IOException refused) {
      return true;
    }
  }

  private HttpResponse<String> paste(String body) throws Exception {
    return gateway.post("/api/sessions/fake/work/authorization", body);
  }

  private HttpResponse<String> refresh() throws Exception {
    return gateway.send(
        gateway
            .request("/api/sessions/fake/work/refresh")
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static ProviderException needsLogin() {
    return new ProviderException(
        ErrorFacts.of(ErrorKind.NEEDS_LOGIN, "The vendor has ended this login.")
            .withCode("revoked"));
  }
}
