package dev.maestro.launcher.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The API key and the login of Codex, in {@code ~/.codex/auth.json} or CODEX_HOME. */
final class Codex {
  static final String SOURCE = "codex";

  private Codex() {}

  static List<Found> find(Places places) {
    Path file = places.folder("CODEX_HOME", ".codex").resolve("auth.json");
    String where = places.shown(file);
    return switch (CredentialFile.read(file)) {
      case CredentialFile.Absent absent -> List.of();
      case CredentialFile.Broken broken ->
          List.of(Found.unusable(SOURCE, where, "unreadable", where + " " + broken.problem()));
      case CredentialFile.Json json -> all(places, where, json.root());
    };
  }

  private static List<Found> all(Places places, String where, JsonNode root) {
    List<Found> found = new ArrayList<>();
    String key = root.path("OPENAI_API_KEY").asText("").strip();
    if (root.hasNonNull("OPENAI_API_KEY") && !key.isEmpty()) {
      found.add(
          new Found(
              SOURCE,
              where,
              "API key " + Masked.of(key),
              Offer.key("openai", "codex_key", key),
              "Codex goes on with the same key."));
    }
    JsonNode tokens = root.path("tokens");
    String access = tokens.path("access_token").asText("");
    if (tokens.isObject() && !access.isBlank()) {
      String refresh = tokens.path("refresh_token").asText("");
      found.add(
          new Found(
              SOURCE,
              where,
              "login: " + Tokens.described(access, refresh, Tokens.expiry(access), places.now()),
              Offer.login("openai", "codex_login", credential(root))
                  .loggingOut(refresh.isEmpty() ? null : "Codex"),
              "An account without an API organisation answers Responses requests only."));
    }
    return found.isEmpty()
        ? List.of(
            Found.unusable(
                SOURCE,
                where,
                "no login",
                "log in with Codex, or: maestro login openai --name work"))
        : found;
  }

  private static String credential(JsonNode root) {
    ObjectNode credential = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("auth_mode", "tokens", "last_refresh")) {
      if (root.hasNonNull(field)) {
        credential.set(field, root.path(field));
      }
    }
    return credential.toString();
  }

  /** A token alone, in the same form. */
  static String alone(String access) {
    ObjectNode credential = JsonNodeFactory.instance.objectNode();
    credential.putObject("tokens").put("access_token", access);
    return credential.toString();
  }
}
