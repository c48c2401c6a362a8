package dev.maestro.launcher.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.login.ScriptedGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found on a machine, and made of it. */
class ImportTest {
  private static final String CREATE = "POST /api/sessions";
  private static final String CLAUDE =
      """
      {"claudeAiOauth":{"accessToken":"sk-ant-oat01-PLANTED-access-wxyz",
        "refreshToken":"sk-ant-ort01-PLANTED-refresh","expiresAt":1795700000000,
        "scopes":["user:inference"],"subscriptionType":"max"},
       "mcpOAuth":{"other":"PLANTED-of-others"}}
      """;

  @TempDir private Path home;

  private final ScriptedGateway gateway = new ScriptedGateway();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> questions = new ArrayList<>();
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void answer() {
    gateway.on(CREATE, 201, "{\"status\":\"active\"}");
  }

  @AfterEach
  void nothingSecretIsShown() {
    gateway.close();
    assertThat(out.toString() + questions).doesNotContain("PLANTED");
  }

  @Test
  void whereThereIsNothingThatIsSaid() {
    run("y");

    assertThat(out.toString()).contains("Nothing to import was found", "maestro login");
    assertThat(gateway.asked(CREATE)).isEmpty();
  }

  @Test
  void claudeCodesLoginBecomesASessionAndNothingElseOfItsFileDoes() throws Exception {
    write(".claude/.credentials.json", CLAUDE);

    ArrayNode results = run("y");

    JsonObject made = gateway.asked(CREATE).getFirst().json();
    assertThat(made.getString("provider")).isEqualTo("anthropic");
    assertThat(made.getString("auth_type")).isEqualTo("oauth");
    assertThat(made.getString("name")).isEqualTo("claude_code");
    assertThat(made.getJsonObject("credential").fieldNames()).containsExactly("claudeAiOauth");
    assertThat(
            made.getJsonObject("credential")
                .getJsonObject("claudeAiOauth")
                .getString("refreshToken"))
        .isEqualTo("sk-ant-ort01-PLANTED-refresh");
    assertThat(out.toString())
        .contains(
            "~/.claude/.credentials.json",
            "plan max",
            "…wxyz, expires 2026-11-26",
            "anthropic/claude_code",
            "WARNING",
            "Claude Code is logged out (refresh_token_reused)",
            "maestro login anthropic --name work",
            "in its own programs only",
            "Created anthropic/claude_code.");
    assertThat(questions).singleElement().asString().contains("log Claude Code out", "[y/N]");
    assertThat(results.get(0).path("result").asText()).isEqualTo("created");
    assertThat(results.toString()).doesNotContain("PLANTED");
  }

  @Test
  void otherFoldersAreLookedAtWhereTheEnvironmentSaysSo() throws Exception {
    write("elsewhere/.credentials.json", CLAUDE.replace("claudeAiOauth", "claude.ai_oauth"));
    write("codex/auth.json", "{\"OPENAI_API_KEY\":\"sk-PLANTED-codex-key-9876\"}");
    write("cloud/application_default_credentials.json", user());
    environment.put("CLAUDE_CONFIG_DIR", home.resolve("elsewhere").toString());
    environment.put("CODEX_HOME", home.resolve("codex").toString());
    environment.put("CLOUDSDK_CONFIG", home.resolve("cloud").toString());

    run("y");

    assertThat(sessions())
        .containsExactly("anthropic/claude_code", "openai/codex_key", "gemini/google_adc");
  }

  @Test
  void codexGivesAKeyAndALogin() throws Exception {
    write(
        ".codex/auth.json",
        """
        {"OPENAI_API_KEY":"sk-PLANTED-codex-key-9876","last_refresh":"2026-08-01T10:00:00Z",
         "agent_identity":"PLANTED",
         "tokens":{"id_token":"PLANTED","access_token":"%s","refresh_token":"rt-PLANTED",
                   "account_id":"a1"}}
        """
            .formatted(token("{\"exp\":1795700000}")));

    run("y");

    assertThat(sessions()).containsExactly("openai/codex_key", "openai/codex_login");
    JsonObject key = gateway.asked(CREATE).getFirst().json();
    assertThat(key.getString("auth_type")).isEqualTo("api_key");
    assertThat(key.getString("api_key")).isEqualTo("sk-PLANTED-codex-key-9876");
    JsonObject login = gateway.asked(CREATE).get(1).json().getJsonObject("credential");
    assertThat(login.fieldNames()).containsExactlyInAnyOrder("tokens", "last_refresh");
    assertThat(login.getJsonObject("tokens").getString("refresh_token")).isEqualTo("rt-PLANTED");
    assertThat(out.toString())
        .contains("API key …9876", "expires 2026-11-26", "Codex is logged out");
  }

  @Test
  void theGeminiCommandsLoginIsShownAndRefusedWithTheReason() throws Exception {
    write(".gemini/oauth_creds.json", "{\"access_token\":\"ya29.PLANTED\"}");

    run("y");

    assertThat(out.toString()).contains("~/.gemini/oauth_creds.json", "Google's terms forbid");
    assertThat(gateway.asked(CREATE)).isEmpty();
    assertThat(questions).isEmpty();
  }

  @Test
  void keysInTheEnvironmentBecomeSessionsAndTheSameKeyOnlyOne() {
    environment.put("ANTHROPIC_API_KEY", "sk-ant-api03-PLANTED-abcd\n");
    environment.put("OPENAI_API_KEY", "sk-PLANTED-openai-efgh");
    environment.put("OPENAI_ORG_ID", "org-1");
    environment.put("OPENAI_PROJECT_ID", "proj-1");
    environment.put("GEMINI_API_KEY", "AQ.PLANTED-gemini-ijkl");
    environment.put("GOOGLE_API_KEY", "AQ.PLANTED-gemini-ijkl");
    environment.put("CODEX_API_KEY", "short");
    environment.put("ANTHROPIC_AUTH_TOKEN", " ");

    run("y");

    assertThat(sessions())
        .containsExactly(
            "anthropic/anthropic_key",
            "openai/openai_key",
            "openai/openai_key_2",
            "gemini/gemini_key");
    JsonObject openai = gateway.asked(CREATE).get(1).json();
    assertThat(openai.getString("organization")).isEqualTo("org-1");
    assertThat(openai.getString("project")).isEqualTo("proj-1");
    assertThat(gateway.asked(CREATE).getFirst().json().getString("api_key"))
        .isEqualTo("sk-ant-api03-PLANTED-abcd");
    assertThat(out.toString())
        .contains("…abcd", "…efgh", "The same key as GEMINI_API_KEY")
        .doesNotContain("short");
  }

  @Test
  void tokensInTheEnvironmentAreLoginsThatCannotBeRefreshed() {
    environment.put("CLAUDE_CODE_OAUTH_TOKEN", "sk-ant-oat01-PLANTED-token-1234");

    run("y");

    JsonObject made = gateway.asked(CREATE).getFirst().json();
    assertThat(made.getString("name")).isEqualTo("claude_token");
    assertThat(
            made.getJsonObject("credential")
                .getJsonObject("claudeAiOauth")
                .getString("accessToken"))
        .isEqualTo("sk-ant-oat01-PLANTED-token-1234");
    assertThat(out.toString())
        .contains("without refresh token", "cannot be refreshed")
        .doesNotContain("WARNING");
  }

  @Test
  void googlesCredentialsSayWhoIsBilled() throws Exception {
    write(".config/gcloud/application_default_credentials.json", user());
    run("y");
    JsonObject made = gateway.asked(CREATE).getFirst().json();
    assertThat(made.getString("project")).isEqualTo("quota-1");
    assertThat(made.getJsonObject("credential").getString("client_secret")).isEqualTo("PLANTED");
    assertThat(out.toString()).contains("…6789", "Billed to project quota-1");

    Path account =
        write(
            "account.json",
            """
            {"type":"service_account","client_email":"bot@p.example","project_id":"p-2",
             "private_key":"PLANTED"}
            """);
    environment.put("GOOGLE_APPLICATION_CREDENTIALS", account.toString());
    run("y");
    assertThat(gateway.asked(CREATE).get(1).json().getString("project")).isEqualTo("p-2");
    assertThat(out.toString()).contains("service account bot@p.example");
  }

  @Test
  void credentialsOfAnotherKindOrPlaceAreNamed() throws Exception {
    environment.put("GOOGLE_APPLICATION_CREDENTIALS", home.resolve("none.json").toString());
    run("y");
    assertThat(out.toString()).contains("names a file that is not there");

    write("none.json", "{\"type\":\"external_account\",\"x\":\"PLANTED\"}");
    run("y");
    assertThat(out.toString()).contains("only those of type authorized_user and service_account");

    write("none.json", "{\"type\":\"service_account\"}");
    run("y");
    assertThat(out.toString()).contains("private_key is missing");
    assertThat(gateway.asked(CREATE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".claude/.credentials.json", ".codex/auth.json", ".gemini/oauth_creds.json"})
  void aMalformedFileIsNamedWithItsPlaceAndNotQuoted(String file) throws Exception {
    write(file, "{\"accessToken\":\n \"PLANTED");

    run("y");

    assertThat(out.toString()).contains("~/" + file + " is no JSON near line 2");
    assertThat(gateway.asked(CREATE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{}", "{\"claudeAiOauth\":{}}", "{\"tokens\":[],\"OPENAI_API_KEY\":null}"})
  void aFileWithoutALoginSaysWhatToDo(String text) throws Exception {
    write(".claude/.credentials.json", text);
    write(".codex/auth.json", text);

    run("y");

    assertThat(out.toString()).contains("log in with");
    assertThat(gateway.asked(CREATE)).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeOrAFolderIsNotRead() throws Exception {
    write(".codex/auth.json", " ".repeat(CredentialFile.LARGEST) + "{}");
    Files.createDirectories(home.resolve(".claude/.credentials.json"));

    run("y");

    assertThat(out.toString()).contains("larger than 1 MiB", "is no file");
  }

  @Test
  void anExpiredLoginWithoutRefreshTokenIsLeft() throws Exception {
    write(
        ".claude/.credentials.json",
        "{\"claudeAiOauth\":{\"accessToken\":\"sk-ant-oat01-PLANTED-old\",\"expiresAt\":1000}}");

    run("y");

    assertThat(out.toString()).contains("expired 1970-01-01", "It has expired; log in instead");
    assertThat(gateway.asked(CREATE)).isEmpty();
  }

  @Test
  void whatIsNotWantedIsLeft() throws Exception {
    write(".claude/.credentials.json", CLAUDE);
    environment.put("OPENAI_API_KEY", "sk-PLANTED-openai-efgh");

    ArrayNode results = run("");

    assertThat(questions).hasSize(2);
    assertThat(gateway.asked(CREATE)).isEmpty();
    assertThat(results).allMatch(result -> result.path("result").asText().equals("left"));
  }

  @Test
  void aTrialAsksAndMakesNothing() throws Exception {
    write(".claude/.credentials.json", CLAUDE);

    ArrayNode results = run(plan(ImportPlan.SOURCES, Set.of()), "y", true);

    assertThat(results.get(0).path("result").asText()).isEqualTo("would create");
    assertThat(questions).isEmpty();
    assertThat(gateway.asked(CREATE)).isEmpty();
  }

  @Test
  void namesThatAreTakenGetANumber() {
    environment.put("OPENAI_API_KEY", "sk-PLANTED-openai-efgh");

    run(plan(ImportPlan.SOURCES, Set.of("openai/openai_key", "openai/openai_key_2")), "y", false);

    assertThat(sessions()).containsExactly("openai/openai_key_3");
  }

  @Test
  void onlyTheSourcesThatAreNamedAreLookedAt() throws Exception {
    write(".claude/.credentials.json", CLAUDE);
    environment.put("OPENAI_API_KEY", "sk-PLANTED-openai-efgh");

    run(plan(List.of("env"), Set.of()), "y", false);

    assertThat(sessions()).containsExactly("openai/openai_key");
  }

  @Test
  void whatTheGatewayRefusesIsSaidAndTheRestGoesOn() {
    environment.put("OPENAI_API_KEY", "sk-PLANTED-openai-efgh");
    environment.put("GEMINI_API_KEY", "AQ.PLANTED-gemini-ijkl");
    try (ScriptedGateway refusing =
            new ScriptedGateway()
                .on(CREATE, 400, "{\"detail\":\"The provider does not accept this API key.\"}")
                .on(CREATE, 201, "{}");
        GatewayClient client = refusing.client()) {
      ArrayNode results =
          new ImportRun(client, question -> Optional.of("yes"), new PrintWriter(out, true))
              .run(plan(ImportPlan.SOURCES, Set.of()), false);

      assertThat(results.get(0).path("result").asText()).isEqualTo("refused");
      assertThat(results.get(1).path("result").asText()).isEqualTo("created");
    }
    assertThat(out.toString()).contains("Not created: openai/openai_key: The provider does not");
  }

  private ArrayNode run(String answer) {
    return run(plan(ImportPlan.SOURCES, Set.of()), answer, false);
  }

  private ArrayNode run(ImportPlan plan, String answer, boolean dry) {
    try (GatewayClient client = gateway.client()) {
      ImportRun.Questions asking =
          question -> {
            questions.add(question);
            return Optional.of(answer);
          };
      return new ImportRun(client, asking, new PrintWriter(out, true)).run(plan, dry);
    }
  }

  private ImportPlan plan(List<String> sources, Set<String> taken) {
    return ImportPlan.of(
        new Places(home, environment, "Linux", Instant.parse("2026-11-26T00:00:00Z")),
        sources,
        taken);
  }

  private List<String> sessions() {
    return gateway.asked(CREATE).stream()
        .map(asked -> asked.json().getString("provider") + "/" + asked.json().getString("name"))
        .toList();
  }

  private Path write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private static String user() {
    return """
    {"type":"authorized_user","client_id":"c","client_secret":"PLANTED",
     "refresh_token":"1//PLANTED-google-token-6789","quota_project_id":"quota-1"}
    """;
  }

  private static String token(String claims) {
    return "PLANTED."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".PLANTED";
  }
}
