package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Command;
import dev.maestro.e2e.running.CredentialFiles;
import dev.maestro.e2e.running.LoginStage;
import dev.maestro.e2e.running.LoginWay;
import dev.maestro.e2e.running.Person;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code maestro login} and {@code maestro import}, typed by somebody without a terminal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class LoginCommandTest {
  private LoginStage stage;
  private Person person;

  @BeforeAll
  void open() throws Exception {
    stage = LoginStage.process();
    person = stage.person();
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

  private Command login(String session) throws IOException {
    return Command.start(stage.gateway(), Map.of(), "login", session, "--no-browser");
  }

  private static URI page(Command command) throws IOException {
    return URI.create(command.line("  http\\S+").strip());
  }

  @Test
  void theCodeThatAPageShowsIsPastedIntoTheCommand() throws Exception {
    stage.vendors().simulator().logins(LoginWay.ANTHROPIC_KEY.vendor()).organization(true);
    try (var command = login("anthropic/by_terminal")) {
      var code = person.browser().ask(page(command)).header("x-sim-code");
      command.type(code);
      assertThat(command.ended()).as(command.output()).isZero();
      assertThat(command.output())
          .contains("Logged in: anthropic/by_terminal", "API key of its own")
          .doesNotContain(code.substring(0, code.indexOf('#')));
    }
    checkTalks(LoginWay.ANTHROPIC_KEY, "by_terminal");
  }

  @Test
  void theBrowserThatComesBackEndsTheCommand() throws Exception {
    stage.vendors().simulator().logins(LoginWay.OPENAI_KEY.vendor()).organization(true);
    try (var command = login("openai/by_terminal")) {
      var back = person.browser().ask(page(command)).header("location");
      assertThat(person.browser().visit(back).shown().status()).isEqualTo(200);
      assertThat(command.ended()).as(command.output()).isZero();
      assertThat(command.output()).contains("Logged in: openai/by_terminal");
    }
    checkTalks(LoginWay.OPENAI_KEY, "by_terminal");
  }

  @Test
  void theLoginsOfOtherProgramsAreTakenOverTalkAndAreRefreshed(@TempDir Path folder)
      throws Exception {
    CredentialFiles.ofClaudeCode(stage.vendors(), folder);
    CredentialFiles.ofCodex(stage.vendors(), folder);
    var google =
        CredentialFiles.ofGcloud(stage.vendors(), Files.createDirectory(folder.resolve("g")));
    var places =
        Map.of(
            "CLAUDE_CONFIG_DIR", folder.toString(),
            "CODEX_HOME", folder.toString(),
            "GOOGLE_APPLICATION_CREDENTIALS", google.toString());
    String[] line = {"import", "--yes", "--from", "claude,codex,adc"};
    try (var command = Command.start(stage.gateway(), places, line)) {
      assertThat(command.ended()).as(command.output()).isZero();
      assertThat(command.output()).contains("Claude Code", "Codex");
    }
    var sessions = stage.gateway().ask("GET", "/api/sessions").json().path("sessions");
    assertThat(sessions.findValuesAsText("provider"))
        .containsExactlyInAnyOrder("anthropic", "openai", "gemini");
    for (var session : sessions) {
      var name = session.path("name").asText();
      var way =
          switch (session.path("provider").asText()) {
            case "anthropic" -> LoginWay.ANTHROPIC_BEARER;
            case "openai" -> LoginWay.OPENAI_ACCESS_TOKEN;
            default -> LoginWay.GEMINI_CLIENT;
          };
      checkTalks(way, name);
      stage.vendors().simulator().logins(way.vendor()).organization(way.organization());
      stage.vendors().simulator().logins(way.vendor()).expireAccessTokens();
      checkTalks(way, name);
    }
  }

  private void checkTalks(LoginWay way, String name) throws Exception {
    assertThat(person.converse(way, name, "hello").names())
        .startsWith("started")
        .endsWith("finished");
  }
}
