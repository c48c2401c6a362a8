package dev.maestro.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.launcher.Main;
import dev.maestro.launcher.login.ScriptedGateway;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code maestro login} and {@code import} as a script calls them. */
class LoginCommandTest {
  private static final String PENDING =
      """
      {"provider":"openai","name":"work","status":"pending","login_pending":true,
       "authorization":{"url":"https://vendor.example/page","flow":"paste","state":"s"}}
      """;
  private static final String ACTIVE =
      """
      {"provider":"openai","name":"work","auth_type":"oauth","status":"active","default":false,
       "credential":"access_token","expires_at":"2027-01-01T00:00:00Z","dialects":[]}
      """;
  private static final String CREATE = "POST /api/sessions";
  private static final String LIST = "GET /api/sessions";
  private static final String SHOW = "GET /api/sessions/openai/work";
  private static final String PASTE = "POST /api/sessions/openai/work/authorization";
  private static final String MARK = "PATCH /api/sessions/openai/work";
  private static final String REFRESH = "POST /api/sessions/openai/work/refresh";

  private final ScriptedGateway gateway = new ScriptedGateway();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final InputStream in = System.in;
  private final String userHome = System.getProperty("user.home");

  @AfterEach
  void close() {
    gateway.close();
    System.setIn(in);
    System.setProperty("user.home", userHome);
  }

  @Test
  void aCodeFromAPipeLogsIn() {
    gateway
        .on(CREATE, 202, PENDING)
        .on(SHOW, 404, "{}")
        .on(SHOW, 200, PENDING)
        .on(PASTE, 200, ACTIVE);
    type("planted-code#s\n");

    assertThat(run("login", "openai", "--name", "work", "--no-browser")).isZero();

    assertThat(gateway.asked(PASTE).getFirst().json().getString("code"))
        .isEqualTo("planted-code#s");
    assertThat(out.toString())
        .contains(
            "https://vendor.example/page",
            "Logged in: openai/work. It uses access tokens",
            "Good until 2027-01-01T00:00:00Z",
            "maestro models openai/work");
    assertThat(out.toString() + err).doesNotContain("planted-code");
  }

  @Test
  void forAProgramTheSessionAloneIsPrinted() {
    gateway
        .on(CREATE, 202, PENDING)
        .on(SHOW, 404, "{}")
        .on(SHOW, 200, PENDING)
        .on(PASTE, 200, ACTIVE);
    type("planted-code\n");

    assertThat(run("login", "openai/work", "--json")).isZero();

    assertThat(out.toString()).startsWith("{").contains("\"credential\" : \"access_token\"");
    assertThat(err.toString()).contains("https://vendor.example/page");
  }

  @Test
  void aSessionThatIsLoggedInIsSaidToBe() {
    gateway.on(SHOW, 200, ACTIVE).on(REFRESH, 200, ACTIVE);
    type("");

    assertThat(run("login", "openai/work")).isZero();
    assertThat(out.toString()).contains("Already logged in: openai/work.");
    assertThat(gateway.asked(REFRESH)).isEmpty();

    assertThat(run("login", "openai/work", "--again")).isZero();
    assertThat(out.toString()).contains("Logged in already, and refreshed: openai/work.");

    gateway.on(MARK, 200, ACTIVE.replace("\"default\":false", "\"default\":true"));
    assertThat(run("login", "openai/work", "--default", "--json")).isZero();
    assertThat(out.toString()).contains("\"default\" : true");
  }

  @Test
  void aLoginThatFailsEndsWithOneAndAWrongUseWithTwo() {
    gateway.on(CREATE, 202, PENDING).on(SHOW, 404, "{}").on(SHOW, 200, PENDING);
    type("");

    assertThat(run("login", "openai/work")).isEqualTo(1);
    assertThat(run("login", "openai")).isEqualTo(2);
    assertThat(run("login", "openai/work", "--name", "work")).isEqualTo(2);
    assertThat(run("login")).isEqualTo(2);
    assertThat(run("login", "openai/")).isEqualTo(2);
    assertThat(run("login", "/work")).isEqualTo(2);
    assertThat(run("login", "openai", "--name", "")).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("Exception");
    assertThat(err.toString()).contains("maestro login openai --name work");
  }

  @Test
  void aListShowsWhatALoginGaveAndWhenItEnds() {
    gateway.on(LIST, 200, "{\"sessions\":[" + ACTIVE + "]}");

    assertThat(run("sessions", "list")).isZero();

    assertThat(out.toString())
        .contains("CREDENTIAL", "access_token", "EXPIRES", "2027-01-01T00:00:00Z");
  }

  @Test
  void aRefreshThatNeedsAPersonNamesTheCommand() {
    gateway.on(
        REFRESH, 424, "{\"status\":424,\"code\":\"needs_login\",\"detail\":\"It has ended.\"}");

    assertThat(run("sessions", "refresh", "openai/work")).isEqualTo(1);

    assertThat(err.toString()).contains("It has ended. Log in again: maestro login openai/work");
  }

  @Test
  void importAsksOnAPipeAndPrintsWhatBecameOfEach(@TempDir Path home) throws Exception {
    Files.createDirectories(home.resolve(".codex"));
    Files.writeString(
        home.resolve(".codex/auth.json"), "{\"OPENAI_API_KEY\":\"sk-planted-codex-key-9876\"}");
    System.setProperty("user.home", home.toString());
    gateway
        .on(LIST, 200, "{\"sessions\":[{\"provider\":\"openai\",\"name\":\"codex_key\"}]}")
        .on(CREATE, 201, ACTIVE);
    type("y\n");

    assertThat(run("import", "--from", "codex", "--json")).isZero();

    assertThat(gateway.asked(CREATE).getFirst().json().getString("name")).isEqualTo("codex_key_2");
    assertThat(out.toString())
        .startsWith("{")
        .contains("\"session\" : \"openai/codex_key_2\"", "\"result\" : \"created\"");
    assertThat(err.toString()).contains("Import ~/.codex/auth.json as openai/codex_key_2? [y/N]");
    assertThat(out.toString() + err).doesNotContain("planted");

    assertThat(run("import", "--from", "codex", "--dry-run")).isZero();
    assertThat(gateway.asked(CREATE)).hasSize(1);
    assertThat(run("import", "--from", "codex", "--yes")).isZero();
    assertThat(gateway.asked(CREATE)).hasSize(2);
    assertThat(run("import", "--from", "elsewhere")).isEqualTo(2);
    assertThat(err.toString()).contains("use claude, codex, gemini, env, adc");
  }

  private static void type(String text) {
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", gateway.url().toString(), "--key", "maestro-key"));
    return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
