package dev.maestro.launcher.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.login.ScriptedGateway;
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
import org.junit.jupiter.api.io.TempDir;

/** A home with what a test puts into it, and an import from it into a gateway. */
abstract class ImportHome {
  static final String CREATE = "POST /api/sessions";
  static final String CLAUDE =
      """
      {"claudeAiOauth":{"accessToken":"sk-ant-oat01-PLANTED-access-wxyz",
        "refreshToken":"sk-ant-ort01-PLANTED-refresh","expiresAt":1795700000000,
        "scopes":["user:inference"],"subscriptionType":"max"},
       "mcpOAuth":{"other":"PLANTED-of-others"}}
      """;

  @TempDir Path home;

  final ScriptedGateway gateway = new ScriptedGateway();
  final Map<String, String> environment = new HashMap<>();
  final List<String> questions = new ArrayList<>();
  final StringWriter out = new StringWriter();

  @BeforeEach
  void answer() {
    gateway.on(CREATE, 201, "{\"status\":\"active\"}");
  }

  @AfterEach
  void nothingSecretIsShown() {
    gateway.close();
    assertThat(out.toString() + questions).doesNotContain("PLANTED");
  }

  ArrayNode run(String answer) {
    return run(plan(ImportPlan.SOURCES, Set.of()), answer, false);
  }

  ArrayNode run(ImportPlan plan, String answer, boolean dry) {
    try (GatewayClient client = gateway.client()) {
      ImportRun.Questions asking =
          question -> {
            questions.add(question);
            return Optional.of(answer);
          };
      return new ImportRun(client, asking, new PrintWriter(out, true)).run(plan, dry);
    }
  }

  ImportPlan plan(List<String> sources, Set<String> taken) {
    return plan(sources, taken, Set.of());
  }

  ImportPlan plan(List<String> sources, Set<String> taken, Set<String> logins) {
    return ImportPlan.of(
        new Places(home, environment, "Linux", Instant.parse("2026-11-26T00:00:00Z")),
        sources,
        taken,
        logins);
  }

  List<String> sessions() {
    return gateway.asked(CREATE).stream()
        .map(asked -> asked.json().getString("provider") + "/" + asked.json().getString("name"))
        .toList();
  }

  Path write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  static String user() {
    return """
    {"type":"authorized_user","client_id":"c","client_secret":"PLANTED",
     "refresh_token":"1//PLANTED-google-token-6789","quota_project_id":"quota-1"}
    """;
  }

  static String token(String claims) {
    return "PLANTED."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".PLANTED";
  }
}
