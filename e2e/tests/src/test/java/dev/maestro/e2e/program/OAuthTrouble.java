package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.LoginStage;
import dev.maestro.e2e.running.LoginWay;
import dev.maestro.e2e.running.Notices;
import dev.maestro.e2e.running.Person;
import dev.maestro.e2e.running.Until;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.simulator.Logins;
import dev.maestro.simulator.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A gateway inside, whose vendors fail in logins, and whoever is told of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OAuthTrouble {
  static final LoginWay WAY = LoginWay.ANTHROPIC_BEARER;
  static final Duration SHORT = Duration.ofSeconds(2);
  static final Duration LONG = Duration.ofHours(1);
  static final int EVER = 1_000_000;

  LoginStage stage;
  Person person;
  Vendors vendors;
  Notices notices;

  @BeforeAll
  void open() throws Exception {
    vendors = Vendors.start();
    var anthropic = vendors.loginSettings();
    var real = anthropic.get("providers.anthropic.oauth.token-url");
    var moved = "providers.anthropic-moved.";
    Map<String, String> more = new TreeMap<>();
    anthropic.putAll(vendors.settings());
    anthropic.forEach((name, value) -> {
      if (name.startsWith("providers.anthropic.")) {
        more.put(moved + name.substring("providers.anthropic.".length()), value);
      }
    });
    more.put(moved + "use", "anthropic");
    more.put(moved + "oauth.token-url", real.replace("/v1/oauth/token", "/v0/token") + "," + real);
    more.put("refresh.every", "500ms");
    stage = LoginStage.inside(Files.createTempDirectory("maestro-faults"), vendors, more);
    person = stage.person();
  }

  @BeforeEach
  void listen() throws Exception {
    notices = new Notices(stage.gateway());
  }

  @AfterEach
  void tidy() throws Exception {
    for (var way : LoginWay.values()) {
      logins(way).stopForcing();
      logins(way).expiresIn(LONG);
    }
    notices.close();
    person.tidy();
  }

  @AfterAll
  void close() throws IOException {
    if (stage != null) {
      stage.close();
    }
  }

  Logins logins(LoginWay way) {
    return vendors.simulator().logins(way.vendor());
  }

  String status(LoginWay way, String name) throws Exception {
    return stage.gateway().ask("GET", way.path(name)).json().path("status").asText();
  }

  void logIn(LoginWay way, String name) throws Exception {
    var session = person.login(way, name);
    assertThat(session.path("status").asText()).isEqualTo("active");
    assertThat(session.path("default").asBoolean()).isTrue();
    assertThat(person.converse(way, name, "hello").isFinished()).isTrue();
  }

  void checkOneAndSettled(String name) throws Exception {
    Until.so(
        "settled",
        () -> notices.all(name).stream().allMatch(each -> each.hasNonNull("settled_at")));
    assertThat(notices.all(name)).hasSize(1);
  }

  ReceivedRequest token(Predicate<ReceivedRequest> wanted) {
    return Vendors.await(
        logins(WAY)
            .await(request ->
                request.path().endsWith("/v1/oauth/token")
                    && request.ended()
                    && wanted.test(request)));
  }
}
