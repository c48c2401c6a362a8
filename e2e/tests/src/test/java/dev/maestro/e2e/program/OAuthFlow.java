package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.e2e.running.Answer;
import dev.maestro.e2e.running.Conversation;
import dev.maestro.e2e.running.LoginStage;
import dev.maestro.e2e.running.LoginWay;
import dev.maestro.e2e.running.LoginWay.Flow;
import dev.maestro.e2e.running.Person;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.ReceivedRequest.State;
import dev.maestro.simulator.Simulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The specification's test of logins by OAuth, for each way that a subclass names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class OAuthFlow {
  private static final int AT_ONCE = 4;

  private LoginStage stage;
  private Person person;
  private Vendors vendors;

  abstract LoginStage start() throws Exception;

  @BeforeAll
  void open() throws Exception {
    stage = start();
    person = stage.person();
    vendors = stage.vendors();
  }

  @AfterEach
  void tidy() throws Exception {
    person.tidy();
  }

  @AfterAll
  void close() throws IOException {
    if (stage != null) {
      stage.close();
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aSessionIsLoggedInListsModelsStreamsIsRefreshedAndEnds(LoginWay way) throws Exception {
    var path = way.path("whole_way");
    var begun = person.begin(way, "whole_way");
    checkBegun(way, path, begun);

    var session = person.finish(way, path, begun);
    assertThat(session.path("status").asText()).isEqualTo("active");
    assertThat(session.path("credential").asText()).isEqualTo(way.credential());
    assertThat(session.has("authorization")).isFalse();

    var models = ask("GET", path + "/models");
    assertThat(models.status()).as(models.body()).isEqualTo(200);
    assertThat(models.json().path("models").findValuesAsText("id")).contains(way.model());

    var before = vendors.newest();
    var answer = person.converse(way, "whole_way", Simulator.STANDARD_PROMPT);
    var first = vendors.conversation(before, ReceivedRequest::ended);
    StandardAnswer.check(answer, first);

    var refreshed = ask("POST", path + "/refresh");
    assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
    before = vendors.newest();
    assertThat(person.converse(way, "whole_way", "hello").isFinished()).isTrue();
    var second = vendors.conversation(before, ReceivedRequest::ended);
    assertThat(second.keyFingerprint()).isNotEmpty().isNotEqualTo(first.keyFingerprint());

    checkEnd(way, path);
  }

  private void checkBegun(LoginWay way, String path, Answer begun) throws Exception {
    if (way.flow() == Flow.NONE) {
      assertThat(begun.status()).as(begun.body()).isEqualTo(201);
      return;
    }
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    assertThat(begun.json().path("status").asText()).isEqualTo("pending");
    JsonNode login = begun.json().path("authorization");
    assertThat(login.path("flow").asText()).isEqualTo(way.flow().name().toLowerCase(Locale.ROOT));
    assertThat(login.path("url").asText())
        .contains("code_challenge_method=S256", "state=" + login.path("state").asText());
    assertThat(login.path("expires_at").asText()).isNotEmpty();
    assertThat(ask("GET", path).json().path("status").asText()).isEqualTo("pending");
  }

  private void checkEnd(LoginWay way, String path) throws Exception {
    var before = vendors.newest();
    assertThat(ask("DELETE", path).status()).isEqualTo(204);
    assertThat(ask("GET", path).status()).isEqualTo(404);
    if (way.endsAtVendor()) {
      var logins = vendors.simulator().logins(way.vendor());
      var revoked =
          Vendors.await(
              logins.await(request ->
                  request.seq() > before && request.path().contains("/revoke") && request.ended()));
      assertThat(revoked.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aTokenThatIsRefusedInMidLifeIsRenewedOnceAndNobodySeesIt(LoginWay way) throws Exception {
    person.loginByPaste(way, "mid_life");
    assertThat(person.converse(way, "mid_life", "hello").isFinished()).isTrue();
    var logins = vendors.simulator().logins(way.vendor());
    if (way.credential().equals("api_key")) {
      logins.expireKeys();
    } else {
      logins.expireAccessTokens();
    }
    var before = vendors.newest();
    for (var answer : atOnce(() -> person.converse(way, "mid_life", "hello"))) {
      assertThat(answer.names()).startsWith("started").endsWith("finished");
      assertThat(answer.text()).isNotEmpty();
    }
    assertThat(refusals(before)).as("the vendor did refuse").isPositive();
    assertThat(renewals(way, before)).isEqualTo(1);
  }

  private static List<Conversation> atOnce(Callable<Conversation> talk) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Conversation> all = new ArrayList<>();
      for (var each : threads.invokeAll(Collections.nCopies(AT_ONCE, talk))) {
        all.add(each.get());
      }
      return all;
    }
  }

  private long refusals(long before) {
    return vendors.simulator().requestsSince(before).stream()
        .filter(request -> !request.path().startsWith("/auth/") && request.status() == 401)
        .count();
  }

  /** A key is minted by a second request to the token endpoint, which is no refresh. */
  private long renewals(LoginWay way, long before) {
    return vendors.simulator().requestsSince(before).stream()
        .filter(request -> request.path().matches("/auth/.*/token"))
        .filter(request ->
            request.body().contains("refresh_token") == (way != LoginWay.GEMINI_SERVICE_ACCOUNT))
        .filter(request -> !request.body().contains("requested_token"))
        .count();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aCutStreamFailsAndNeverFinishes(LoginWay way) throws Exception {
    person.loginByPaste(way, "cut_off");
    var answer = person.converse(way, "cut_off", "hello [[sim:bytes=20KB cut=2]]");
    assertThat(answer.names()).endsWith("failed").doesNotContain("finished");
    assertThat(answer.last("failed").path("retryable").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aClientThatHangsUpTakesTheVendorsRequestWithIt(LoginWay way) throws Exception {
    person.loginByPaste(way, "hang_up");
    var before = vendors.newest();
    try (var events = person.chat(way, "hang_up", "hello [[sim:endless slow=20]]")) {
      assertThat(events.next()).isPresent();
      assertThat(events.next()).isPresent();
    }
    var upstream = vendors.conversation(before, ReceivedRequest::ended);
    assertThat(upstream.state()).isEqualTo(State.ABORTED);
  }

  private Answer ask(String method, String path) throws Exception {
    return stage.gateway().ask(method, path);
  }
}
