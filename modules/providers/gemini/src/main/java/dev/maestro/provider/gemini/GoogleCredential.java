package dev.maestro.provider.gemini;

import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.dialect.Json;

/** Credentials as Google's own programs keep them in files. Printing one shows no secret. */
sealed interface GoogleCredential {

  /**
   * A developer's login of gcloud, with the client it was made for.
   *
   * @param quotaProject or null
   */
  record User(String clientId, Secret clientSecret, Secret refresh, String quotaProject)
      implements GoogleCredential {}

  /**
   * The key of a service account.
   *
   * @param file the whole of it
   * @param tokenUri or null
   * @param keyId or null
   */
  record Account(Secret file, String email, Secret privateKey, String keyId, String tokenUri)
      implements GoogleCredential {}

  /**
   * Reads one; names no more of it than its type.
   *
   * @param field where it was given, for the message
   */
  static GoogleCredential read(String text, String field) {
    Json file = Json.tolerant(text);
    return switch (file.textOrEmpty("type")) {
      case "authorized_user" ->
          new User(
              needed(file, "client_id", field),
              Secret.of(needed(file, "client_secret", field)),
              Secret.of(needed(file, "refresh_token", field)),
              file.text("quota_project_id"));
      case "service_account" ->
          new Account(
              Secret.of(text),
              needed(file, "client_email", field),
              Secret.of(needed(file, "private_key", field)),
              file.text("private_key_id"),
              file.text("token_uri"));
      case "external_account", "impersonated_service_account" ->
          throw ProviderException.invalid(
              field,
              "credentials that stand for others are not taken",
              "Use the key file of a service account, or adc on a machine of Google's.");
      default -> throw unknown(file, field);
    };
  }

  private static ProviderException unknown(Json file, String field) {
    return file.at("access_token").present() && file.at("expiry_date").present()
        ? ProviderException.invalid(
            field,
            "a login of Gemini CLI, which Google's terms reserve to that program",
            "Make an OAuth client of your own (docs/providers.md), or use an API key.")
        : ProviderException.invalid(
            field,
            "no credentials of Google's",
            "Give application_default_credentials.json of gcloud, or the key file of a service"
                + " account.");
  }

  private static String needed(Json file, String name, String field) {
    String text = file.textOrEmpty(name);
    if (text.isEmpty()) {
      throw ProviderException.invalid(
          field, "it has no " + name, "Give the file as Google's program wrote it.");
    }
    return text;
  }
}
