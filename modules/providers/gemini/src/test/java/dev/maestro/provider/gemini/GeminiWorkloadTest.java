package dev.maestro.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.OAuthPart;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.testkit.LoginWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeminiWorkloadTest {
  private static final String FILE = "oauth.service-account-file";

  @TempDir Path home;
  private GeminiLoginStage stage;

  @BeforeEach
  void start() {
    stage = new GeminiLoginStage(home);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aServiceAccountLogsInAndAgainByItsFile() throws IOException {
    Path file = Files.writeString(home.resolve("key.json"), stage.logins().serviceAccountFile());
    OAuthPart part = stage.part(Map.of(FILE, file.toString()));

    Grant grant = stage.work(part);
    Grant next = stage.refresh(part, grant.tokens());

    assertThat(part.flow()).isEqualTo(LoginFlow.NONE);
    assertThat(grant.lifetime()).isPositive();
    assertThat(grant.renewable()).isTrue();
    assertThat(grant.tokens().more()).as("the key stays in its file").isEmpty();
    assertThat(next.tokens().access()).isNotEqualTo(grant.tokens().access());
    assertThat(next.renewable()).isTrue();
  }

  @Test
  void applicationDefaultCredentialsComeFirstFromTheEnvironment() throws IOException {
    Tokens theirs = stage.login(stage.part(Map.of())).tokens();
    Path named =
        Files.writeString(home.resolve("named.json"), GeminiOAuthTest.user(theirs, "named"));
    Path folder = Files.createDirectories(home.resolve(".config/gcloud"));
    Files.writeString(
        folder.resolve("application_default_credentials.json"),
        GeminiOAuthTest.user(theirs, "gclouds"));
    OAuthPart part = stage.part(Map.of(FILE, "adc"));

    Grant gcloud = stage.work(part);
    stage.environment().put("GOOGLE_APPLICATION_CREDENTIALS", named.toString());
    Grant environment = stage.work(part);

    assertThat(gcloud.tokens().more(GeminiConfig.QUOTA_PROJECT)).isEqualTo(Secret.of("gclouds"));
    assertThat(environment.tokens().more(GeminiConfig.QUOTA_PROJECT)).isEqualTo(Secret.of("named"));
    assertThat(environment.tokens().refresh()).as("it stays in its file").isNull();
    assertThat(environment.renewable()).isTrue();
  }

  @Test
  void gcloudsFolderMayBeElsewhere() throws IOException {
    Files.writeString(
        home.resolve("application_default_credentials.json"), stage.logins().serviceAccountFile());
    OAuthPart part = stage.part(Map.of(FILE, "adc"));

    stage.environment().put("CLOUDSDK_CONFIG", home.toString());

    assertThat(stage.work(part).lifetime()).isPositive();
  }

  @Test
  void aMachineOfGooglesAsksItsMetadataServer() {
    OAuthPart part = stage.part(Map.of(FILE, "adc", "oauth.metadata-url", stage.metadataUrl()));

    Grant grant = stage.work(part);

    assertThat(grant.lifetime()).isPositive();
    assertThat(grant.renewable()).isTrue();
    assertThat(stage.refresh(part, grant.tokens()).tokens().access())
        .isNotEqualTo(grant.tokens().access());
  }

  @Test
  void whereNothingIsThereItSaysWhatWasLookedFor() {
    OAuthPart part =
        stage.part(Map.of(FILE, "adc", "oauth.metadata-url", "http://127.0.0.1:0/token"));

    assertThatThrownBy(() -> stage.work(part))
        .isInstanceOfSatisfying(
            ProviderException.class,
            nothing -> assertThat(nothing.kind()).isEqualTo(ErrorKind.UNREACHABLE))
        .hasMessageContainingAll("GOOGLE_APPLICATION_CREDENTIALS", "gcloud", "metadata");
  }

  @Test
  void aFileThatIsNotThereIsNamedWithItsSetting() {
    OAuthPart part = stage.part(Map.of(FILE, home.resolve("none.json").toString()));

    assertThatThrownBy(() -> stage.work(part))
        .isInstanceOf(ProviderException.class)
        .hasMessageContainingAll("providers.gemini." + FILE, "none.json");
  }

  @Test
  void theProjectThatPaysIsTheSessionsElseTheOperatorsElseTheFiles() {
    Tokens tokens =
        Tokens.of(Secret.of("planted")).with(GeminiConfig.QUOTA_PROJECT, Secret.of("files"));
    OpenSession session = LoginWalk.session("gemini", tokens);
    GeminiConfig bare = GeminiLoginStage.config(Map.of());
    GeminiConfig operators = GeminiLoginStage.config(Map.of("oauth.user-project", "operators"));

    assertThat(bare.headers(session, Map.of()))
        .containsEntry("authorization", "Bearer planted")
        .containsEntry("x-goog-user-project", "files")
        .doesNotContainKey("x-goog-api-key");
    assertThat(operators.headers(session, Map.of()))
        .containsEntry("x-goog-user-project", "operators");
    assertThat(operators.headers(of("sessions", tokens), Map.of()))
        .containsEntry("x-goog-user-project", "sessions");
    assertThat(bare.headers(LoginWalk.session("gemini", Tokens.of(Secret.of("a"))), Map.of()))
        .doesNotContainKey("x-goog-user-project");
  }

  private static OpenSession of(String project, Tokens tokens) {
    var facts = LoginWalk.session("gemini", tokens).facts();
    return new OpenSession(
        new SessionFacts(
            facts.id(), facts.provider(), facts.name(), facts.authType(), null, project),
        tokens,
        0);
  }
}
