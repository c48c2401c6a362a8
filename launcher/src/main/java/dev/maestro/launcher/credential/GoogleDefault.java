package dev.maestro.launcher.credential;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Google's Application Default Credentials: the file that GOOGLE_APPLICATION_CREDENTIALS names,
 * else the one that {@code gcloud auth application-default login} writes.
 */
final class GoogleDefault {
  static final String SOURCE = "adc";
  private static final String VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";

  private GoogleDefault() {}

  static List<Found> find(Places places) {
    Optional<Path> named = places.variable(VARIABLE).map(Path::of);
    Path file =
        named.orElseGet(() -> gcloud(places).resolve("application_default_credentials.json"));
    String where = places.shown(file);
    return switch (CredentialFile.read(file)) {
      case CredentialFile.Absent absent when named.isPresent() ->
          List.of(
              Found.unusable(
                  SOURCE,
                  where,
                  "nothing",
                  VARIABLE + " names a file that is not there; correct it, or unset it"));
      case CredentialFile.Absent absent -> List.of();
      case CredentialFile.Broken broken ->
          List.of(Found.unusable(SOURCE, where, "unreadable", where + " " + broken.problem()));
      case CredentialFile.Json json -> List.of(found(places, where, json.root()));
    };
  }

  private static Path gcloud(Places places) {
    Optional<Path> windows =
        places.variable("APPDATA").filter(data -> places.isWindows()).map(Path::of);
    return places
        .variable("CLOUDSDK_CONFIG")
        .map(Path::of)
        .or(() -> windows.map(data -> data.resolve("gcloud")))
        .orElseGet(() -> places.home().resolve(".config").resolve("gcloud"));
  }

  private static Found found(Places places, String where, JsonNode root) {
    String secret =
        switch (root.path("type").asText()) {
          case "authorized_user" -> "refresh_token";
          case "service_account" -> "private_key";
          default -> "";
        };
    if (secret.isEmpty()) {
      return Found.unusable(
          SOURCE,
          where,
          "other credentials",
          "only those of type authorized_user and service_account can be imported");
    }
    if (root.path(secret).asText("").isBlank()) {
      return Found.unusable(SOURCE, where, "incomplete", secret + " is missing; make it anew");
    }
    return secret.equals("private_key")
        ? offered(
            places,
            where,
            root,
            "service account " + root.path("client_email").asText("of unknown name"),
            "Its private key is kept encrypted; the file stays as it is.")
        : offered(
            places,
            where,
            root,
            "login: refresh token " + Masked.of(root.path(secret).asText()),
            "gcloud stays logged in: Google's refresh tokens do not change.");
  }

  private static Found offered(
      Places places, String where, JsonNode root, String holds, String note) {
    String project =
        Optional.of(root.path("quota_project_id").asText(""))
            .filter(id -> !id.isBlank())
            .or(() -> places.variable("GOOGLE_CLOUD_PROJECT"))
            .or(() -> Optional.of(root.path("project_id").asText("")).filter(id -> !id.isBlank()))
            .orElse(null);
    String missing =
        project == null
            ? " It names no project to bill: set providers.gemini.oauth.user-project."
            : " Billed to project " + project + ".";
    return new Found(
        SOURCE,
        where,
        holds,
        Offer.login("gemini", "google_adc", root.toString()).of(null, project),
        note + missing);
  }
}
