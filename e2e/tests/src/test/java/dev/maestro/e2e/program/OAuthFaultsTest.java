package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.e2e.running.LoginWay;
import dev.maestro.e2e.running.Until;
import dev.maestro.simulator.LoginStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with logins ends in the right status, and people are told once. */
@Timeout(120)
class OAuthFaultsTest extends OAuthTrouble {
  /** The same where requests are made with a key, which is as good as before. */
  @ParameterizedTest
  @EnumSource(names = {"ANTHROPIC_KEY", "OPENAI_KEY"})
  void aKeyOutlivesTheLoginThatItWasMadeOf(LoginWay way) throws Exception {
    var name = "outlived_" + way.name();
    logIn(way, name);
    logins(way).force(LoginStep.TOKEN, "cut=0", 1);
    refresh(way, name);

    assertThat(notices.next(name).path("kind").asText()).isEqualTo("session_expiring");
    Until.so("active", () -> status(way, name).equals("active"));
    assertThat(person.converse(way, name, "hello").isFinished()).isTrue();
    var begun = stage.gateway().ask("POST", way.path(name) + "/refresh");
    assertThat(begun.status()).as(begun.body()).isEqualTo(424);
    person.finish(way, way.path(name), begun);
    checkOneAndSettled(name);
  }

  /** The answer to a refresh is lost, so that the old token is brought once more. */
  @ParameterizedTest
  @EnumSource(names = {"ANTHROPIC_BEARER", "OPENAI_ACCESS_TOKEN"})
  void aRefreshTokenThatWasUsedBeforeNeedsALogin(LoginWay way) throws Exception {
    var name = "reused_" + way.name();
    logIn(way, name);
    logins(way).force(LoginStep.TOKEN, "cut=0", 1);
    refresh(way, name);

    checkTold(notices.next(name), way, name);
    Until.so("needs_login", () -> status(way, name).equals("needs_login"));
    loginAgain(way, name);
  }

  @Test
  void aLostAnswerOfAVendorThatDoesNotRotatePassesAndNobodySeesIt() throws Exception {
    var name = "lost_answer";
    logIn(LoginWay.GEMINI_CLIENT, name);
    logins(LoginWay.GEMINI_CLIENT).expireAccessTokens();
    logins(LoginWay.GEMINI_CLIENT).force(LoginStep.TOKEN, "cut=0", 1);
    assertThat(person.converse(LoginWay.GEMINI_CLIENT, name, "hello").isFinished()).isTrue();
    assertThat(notices.all(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ANTHROPIC_BEARER, needs_login", // the vendor does not say why
    "OPENAI_ACCESS_TOKEN, revoked",
    "GEMINI_CLIENT, revoked"
  })
  void aRevokedGrantIsOver(LoginWay way, String status) throws Exception {
    var name = "revoked_" + way.name();
    logins(way).expiresIn(SHORT);
    logIn(way, name);
    logins(way).revokeGrants();

    checkTold(notices.next(name), way, name);
    Until.so(status, () -> status(way, name).equals(status));
    logins(way).expiresIn(LONG);
    loginAgain(way, name);
  }

  private void checkTold(JsonNode told, LoginWay way, String name) {
    assertThat(told.path("kind").asText()).isEqualTo("needs_login");
    assertThat(told.path("action").path("command").asText())
        .isEqualTo("maestro login " + way.provider() + " --name " + name);
  }

  private int refresh(LoginWay way, String name) throws Exception {
    return stage.gateway().ask("POST", way.path(name) + "/refresh").status();
  }

  /** Refused with what helps; a new login keeps the session and settles what was told. */
  private void loginAgain(LoginWay way, String name) throws Exception {
    try (var refused = person.chat(way, name, "hello")) {
      assertThat(refused.head().status()).isEqualTo(424);
    }
    var before = stage.gateway().ask("GET", way.path(name)).json();
    var begun = stage.gateway().ask("POST", way.path(name) + "/refresh");
    assertThat(begun.status()).as(begun.body()).isEqualTo(424);
    assertThat(begun.json().path("code").asText()).isEqualTo("needs_login");

    var after = person.finish(way, way.path(name), begun);

    assertThat(after.path("status").asText()).isEqualTo("active");
    for (var kept : new String[] {"name", "default", "created_at", "credential"}) {
      assertThat(after.path(kept)).as(kept).isEqualTo(before.path(kept));
    }
    assertThat(person.converse(way, name, "hello").isFinished()).isTrue();
    checkOneAndSettled(name);
  }

  @Test
  void anEndpointThatMovedIsFollowedToTheNextOfTheList() throws Exception {
    var path = "/api/sessions/anthropic-moved/followed";
    var session = person.finish(WAY, path, person.begin(WAY, "anthropic-moved", "followed"));
    assertThat(session.path("status").asText()).isEqualTo("active");
    var before = vendors.newest();

    assertThat(stage.gateway().ask("POST", path + "/refresh").status()).isEqualTo(200);

    var requests = vendors.simulator().requestsSince(before);
    assertThat(requests.stream().filter(request -> request.path().endsWith("/v1/oauth/token")))
        .hasSize(1);
    assertThat(requests)
        .anyMatch(request -> request.path().endsWith("/v0/token") && request.status() == 404);
    assertThat(stage.gateway().ask("GET", path).json().path("status").asText()).isEqualTo("active");
    assertThat(notices.all("followed")).isEmpty();
  }

  @Test
  void anEndpointThatMovedNobodyKnowsWhereIsToldOnce() throws Exception {
    var name = "moved_away";
    logIn(WAY, name);
    logins(WAY).force(LoginStep.TOKEN, "status=404", EVER);
    assertThat(refresh(WAY, name)).isGreaterThanOrEqualTo(400);

    assertThat(notices.next(name).path("kind").asText()).isEqualTo("refresh_failing");
    refresh(WAY, name);
    assertThat(notices.all(name)).hasSize(1);
    assertThat(status(WAY, name)).isIn("active", "refreshing");
    assertThat(person.converse(WAY, name, "hello").isFinished()).as("its token is good").isTrue();

    logins(WAY).stopForcing();
    assertThat(refresh(WAY, name)).isEqualTo(200);
    checkOneAndSettled(name);
  }

  @Test
  void whatTheTokenEndpointAsksToWaitIsWaitedAndTheClientSeesNoneOfIt() throws Exception {
    var name = "asked_to_wait";
    logIn(WAY, name);
    logins(WAY).expireAccessTokens();
    logins(WAY).force(LoginStep.TOKEN, "status=429 retry-after=2", 1);
    var before = vendors.newest();

    assertThat(person.converse(WAY, name, "hello").isFinished()).isTrue();

    var refused = token(request -> request.seq() > before && request.status() == 429);
    var renewed = token(request -> request.seq() > before && request.status() == 200);
    assertThat(renewed.receivedAt() - refused.startedAt()).isGreaterThanOrEqualTo(1_950);
    assertThat(notices.all(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status=503 html", "status=500 html", "status=502 html"})
  void anErrorPageOfAProxyPasses(String script) throws Exception {
    var name = "html";
    logIn(WAY, name);
    logins(WAY).expireAccessTokens();
    logins(WAY).force(LoginStep.TOKEN, script, 2);
    var answer = person.converse(WAY, name, "hello");
    assertThat(answer.isFinished()).isTrue();
    assertThat(status(WAY, name)).isEqualTo("active");
    assertThat(notices.all(name).stream().filter(each -> !each.hasNonNull("settled_at"))).isEmpty();
  }
}
