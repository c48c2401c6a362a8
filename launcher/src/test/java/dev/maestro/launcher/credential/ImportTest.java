package dev.maestro.launcher.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is found on a machine, and made of it. */
class ImportTest extends ImportHome {
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
}
