package dev.maestro.launcher.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The login of Claude Code, in {@code ~/.claude/.credentials.json} or CLAUDE_CONFIG_DIR. */
final class ClaudeCode {
  static final String SOURCE = "claude";
  static final String KEY = "claudeAiOauth";
  static final String TERMS =
      "Anthropic allows the login of a Free, Pro or Max plan in its own programs only, and may"
          + " refuse it here.";
  private static final String OLDER_KEY = "claude.ai_oauth";

  private ClaudeCode() {}

  static List<Found> find(Places places) {
    Path folder = places.folder("CLAUDE_CONFIG_DIR", ".claude");
    Path file = folder.resolve(".credentials.json");
    String where = places.shown(file);
    return switch (CredentialFile.read(file)) {
      case CredentialFile.Absent absent when places.isMac() && Files.isDirectory(folder) ->
          List.of(
              Found.unusable(
                  SOURCE,
                  where,
                  "nothing",
                  "macOS keeps this login in its Keychain, where Maestro does not look; log in"
                      + " instead: maestro login anthropic --name work"));
      case CredentialFile.Absent absent -> List.of();
      case CredentialFile.Broken broken ->
          List.of(Found.unusable(SOURCE, where, "unreadable", where + " " + broken.problem()));
      case CredentialFile.Json json -> List.of(login(places, where, json.root()));
    };
  }

  private static Found login(Places places, String where, JsonNode root) {
    // Other keys of the file are other services' secrets: none of Maestro's business.
    JsonNode login =
        Stream.of(KEY, OLDER_KEY)
            .map(root::path)
            .filter(JsonNode::isObject)
            .findFirst()
            .orElse(root.path(KEY));
    String access = login.path("accessToken").asText("");
    if (access.isBlank()) {
      return Found.unusable(
          SOURCE, where, "no login", "log in with Claude Code, or: maestro login anthropic");
    }
    String refresh = login.path("refreshToken").asText("");
    Optional<Instant> expiry = Tokens.milliseconds(login.path("expiresAt"));
    String plan = login.path("subscriptionType").asText("");
    Found found =
        new Found(
            SOURCE,
            where,
            (plan.isEmpty() ? "login" : "login, plan " + plan)
                + ": "
                + Tokens.described(access, refresh, expiry, places.now()),
            Offer.login("anthropic", "claude_code", credential(login).toString())
                .loggingOut(refresh.isEmpty() ? null : "Claude Code"),
            TERMS);
    return refresh.isEmpty() && expiry.filter(places.now()::isAfter).isPresent()
        ? found.without("It has expired; log in instead: maestro login anthropic --name work")
        : found;
  }

  private static ObjectNode credential(JsonNode login) {
    ObjectNode credential = JsonNodeFactory.instance.objectNode();
    credential.set(KEY, login);
    return credential;
  }

  /** A token alone, in the same form. */
  static String credential(String access) {
    return credential(JsonNodeFactory.instance.objectNode().put("accessToken", access)).toString();
  }
}
