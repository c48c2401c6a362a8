package dev.maestro.e2e.running;

import dev.maestro.simulator.Vendor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Credential files as the vendors' own programs leave them. */
public final class CredentialFiles {
  private CredentialFiles() {}

  /** The key file of a service account. */
  public static Path ofServiceAccount(Vendors vendors, Path folder) throws Exception {
    var text = vendors.simulator().logins(Vendor.GEMINI).serviceAccountFile();
    return Files.writeString(folder.resolve("service-account.json"), text);
  }

  /** What {@code gcloud auth application-default login} writes. */
  public static Path ofGcloud(Vendors vendors, Path folder) throws Exception {
    var known = vendors.simulator().oauthSettings(Vendor.GEMINI);
    var file =
        Gateway.object()
            .put("type", "authorized_user")
            .put("client_id", known.get("oauth.client-id"))
            .put("client_secret", known.get("oauth.client-secret"))
            .put(
                "refresh_token",
                ForeignLogin.tokens(vendors, Vendor.GEMINI).path("refresh_token").asText())
            .put("quota_project_id", known.get("oauth.user-project"));
    return Files.writeString(folder.resolve("adc.json"), file.toPrettyString());
  }

  /** What Claude Code keeps in its folder. */
  public static Path ofClaudeCode(Vendors vendors, Path folder) throws Exception {
    var tokens = ForeignLogin.tokens(vendors, Vendor.ANTHROPIC);
    var file = Gateway.object();
    file.putObject("claudeAiOauth")
        .put("accessToken", tokens.path("access_token").asText())
        .put("refreshToken", tokens.path("refresh_token").asText())
        .put("expiresAt", Instant.now().plusSeconds(3_600).toEpochMilli())
        .put("subscriptionType", "max")
        .putArray("scopes")
        .add("user:inference");
    return Files.writeString(folder.resolve(".credentials.json"), file.toString());
  }

  /** What Codex keeps in its folder. */
  public static Path ofCodex(Vendors vendors, Path folder) throws Exception {
    var tokens = ForeignLogin.tokens(vendors, Vendor.OPENAI);
    var file = Gateway.object().put("last_refresh", Instant.now().toString());
    file.putObject("tokens")
        .put("id_token", tokens.path("id_token").asText())
        .put("access_token", tokens.path("access_token").asText())
        .put("refresh_token", tokens.path("refresh_token").asText());
    return Files.writeString(folder.resolve("auth.json"), file.toString());
  }
}
