package dev.maestro.provider.anthropic;

import static dev.maestro.provider.anthropic.AnthropicLoginStage.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.provider.Login;
import dev.maestro.api.provider.OAuthPart;
import dev.maestro.simulator.LoginStep;
import dev.maestro.testkit.LoginWalk;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a login says to the log, at its most talkative, when everything goes wrong. */
class AnthropicLoginLogTest {
  private final AnthropicLoginStage stage = new AnthropicLoginStage();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger maestro =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("dev.maestro");

  @BeforeEach
  void listen() {
    log.start();
    maestro.addAppender(log);
    maestro.setLevel(Level.TRACE);
  }

  @AfterEach
  void close() {
    maestro.detachAppender(log);
    maestro.setLevel(null);
    stage.close();
  }

  @Test
  void noSecretOfALoginIsLogged() {
    String token = stage.settings().get("oauth.token-url");
    // The vendor's old address, which answers 404.
    OAuthPart moved =
        stage.part(
            Map.of("oauth.token-url", token.replace("/v1/oauth/token", "/gone") + ", " + token));
    stage.logins().force(LoginStep.CREATE_KEY, "status=500", 3);

    Grant grant = stage.login(moved);
    Grant next = stage.refresh(moved, grant.tokens());
    Throwable reused = catchThrowable(() -> stage.refresh(moved, grant.tokens()));
    Throwable refused = catchThrowable(() -> await(moved.exchange(wrong())));

    List<String> said =
        log.list.stream()
            .map(event -> event.getFormattedMessage() + event.getThrowableProxy())
            .toList();
    assertThat(said)
        .anyMatch(line -> line.contains("it has moved"))
        .anyMatch(line -> line.contains("No API key was made"));
    assertThat(String.valueOf(said) + reused + refused + grant + next)
        .doesNotContain("planted")
        .doesNotContain(secrets(grant).toArray(String[]::new))
        .doesNotContain(secrets(next).toArray(String[]::new));
  }

  private static Login wrong() {
    Login begun = LoginWalk.begun("anthropic");
    return new Login(
        begun.session(),
        LoginWalk.CALLBACK,
        begun.state(),
        begun.verifier(),
        Secret.of("planted-code"),
        null);
  }

  private static List<String> secrets(Grant grant) {
    return Stream.of(grant.tokens().access(), grant.tokens().refresh())
        .map(Secret::reveal)
        .toList();
  }
}
