package dev.maestro.provider.openai;

import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.dialect.Json;

/** What Codex keeps in {@code ~/.codex/auth.json}. */
final class OpenAiCredential {
  /** Remembers that another program has the same tokens, which a deletion must not end. */
  static final String ADOPTED = "adopted";

  private static final String FIELD = "credential";

  private OpenAiCredential() {}

  /** Names no more of what it was given than its form. */
  static Tokens read(Secret credential) {
    Json file = Json.tolerant(credential.reveal());
    Json theirs = file.at("tokens");
    Secret access = secret(theirs, "access_token");
    Secret key = secret(file, "OPENAI_API_KEY");
    if (access == null) {
      throw key == null
          ? ProviderException.invalid(
              FIELD,
              "no ChatGPT login of Codex",
              "Give the file ~/.codex/auth.json, whose tokens have an access_token.")
          : ProviderException.invalid(
              FIELD,
              "an API key and no login",
              "Make a session of auth_type api_key with its OPENAI_API_KEY.");
    }
    Tokens tokens =
        Tokens.of(access)
            .withRefresh(secret(theirs, "refresh_token"))
            .withIdentity(secret(theirs, "id_token"))
            .withApiKey(key)
            .with(ADOPTED, Secret.of("yes"));
    Secret account = account(theirs, tokens);
    return account == null ? tokens : tokens.with(OpenAiConfig.ACCOUNT, account);
  }

  private static Secret account(Json theirs, Tokens tokens) {
    Secret named = secret(theirs, "account_id");
    if (named != null) {
      return named;
    }
    Secret claimed = OpenAiClaims.of(tokens.identity()).account();
    return claimed == null ? OpenAiClaims.of(tokens.access()).account() : claimed;
  }

  private static Secret secret(Json from, String name) {
    String text = from.textOrEmpty(name);
    return text.isEmpty() ? null : Secret.of(text);
  }
}
