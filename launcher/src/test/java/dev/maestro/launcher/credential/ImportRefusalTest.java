package dev.maestro.launcher.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.login.ScriptedGateway;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not imported, and why. */
class ImportRefusalTest extends ImportHome {
  @Test
  void whereThereIsNothingThatIsSaid() {
    run("y");

    assertThat(out.toString()).contains("Nothing to import was found", "maestro login");
    assertThat(gateway.asked(CREATE)).isEmpty();
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
  void aTokenThatChangesIsNotImportedTwice() throws Exception {
    write(".claude/.credentials.json", CLAUDE);
    write(".config/gcloud/application_default_credentials.json", user());
    Set<String> there = Set.of("anthropic/claude_code", "gemini/google_adc");

    ArrayNode results = run(plan(ImportPlan.SOURCES, there, there), "y", false);

    assertThat(results.get(0).path("result").asText()).isEqualTo("left");
    assertThat(out.toString()).contains("Left: imported already as anthropic/claude_code.");
    assertThat(sessions()).containsExactly("gemini/google_adc_2");
  }

  @Test
  void ofTheSameLoginInTwoPlacesOneIsImported() throws Exception {
    write(".claude/.credentials.json", CLAUDE);
    environment.put("CLAUDE_CODE_OAUTH_TOKEN", "sk-ant-oat01-PLANTED-access-wxyz");

    run("y");

    assertThat(sessions()).containsExactly("anthropic/claude_code");
    assertThat(out.toString()).contains("The same login as ~/.claude/.credentials.json.");
  }

  @Test
  void aKeyForAnotherHostThanTheVendorsIsLeft() {
    environment.put("OPENAI_API_KEY", "sk-PLANTED-openai-efgh");
    environment.put("OPENAI_BASE_URL", "https://user:PLANTED@proxy.example/v1");
    environment.put("ANTHROPIC_AUTH_TOKEN", "PLANTED-token-of-a-gateway");
    environment.put("ANTHROPIC_BASE_URL", "no address: PLANTED");
    environment.put("CLAUDE_CODE_OAUTH_TOKEN", "sk-ant-oat01-PLANTED-token-1234");
    environment.put("GEMINI_API_KEY", "AQ.PLANTED-gemini-ijkl");
    environment.put("GOOGLE_GEMINI_BASE_URL", "https://generativelanguage.googleapis.com/v1beta");

    run("y");

    assertThat(sessions()).containsExactly("anthropic/claude_token", "gemini/gemini_key");
    assertThat(out.toString())
        .contains(
            "OPENAI_BASE_URL names proxy.example, so this is not taken for a key of api.openai.com",
            "ANTHROPIC_BASE_URL names another host");
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
}
