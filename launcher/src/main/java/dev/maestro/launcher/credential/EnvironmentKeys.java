package dev.maestro.launcher.credential;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Keys and tokens in the environment. */
final class EnvironmentKeys {
  static final String SOURCE = "env";
  private static final String UNRENEWED =
      "It cannot be refreshed: Maestro says when a new one is needed.";

  private EnvironmentKeys() {}

  static List<Found> find(Places places) {
    return Stream.of(
            key(places, "anthropic", "ANTHROPIC_API_KEY"),
            token(
                    places,
                    "CLAUDE_CODE_OAUTH_TOKEN",
                    "anthropic",
                    "claude_token",
                    ClaudeCode::credential)
                .map(found -> found.with(ClaudeCode.TERMS)),
            token(
                places,
                "ANTHROPIC_AUTH_TOKEN",
                "anthropic",
                "anthropic_token",
                ClaudeCode::credential),
            key(places, "openai", "OPENAI_API_KEY"),
            key(places, "openai", "CODEX_API_KEY"),
            token(places, "CODEX_ACCESS_TOKEN", "openai", "codex_token", Codex::alone),
            key(places, "gemini", "GEMINI_API_KEY"),
            key(places, "gemini", "GOOGLE_API_KEY"))
        .flatMap(Optional::stream)
        .map(found -> checked(places, found))
        .toList();
  }

  private static Found checked(Places places, Found found) {
    // Claude's own tokens are the vendor's, wherever requests go.
    boolean surely = found.where().equals("CLAUDE_CODE_OAUTH_TOKEN");
    return VendorAddress.elsewhere(found.offer().provider(), places.environment())
        .filter(elsewhere -> !surely)
        .map(found::without)
        .orElse(found);
  }

  private static Optional<Found> key(Places places, String provider, String variable) {
    return places
        .variable(variable)
        .map(key -> {
          Offer offer = Offer.key(provider, provider + "_key", key);
          boolean billed = variable.equals("OPENAI_API_KEY");
          return new Found(
              SOURCE,
              variable,
              "API key " + Masked.of(key),
              billed
                  ? offer.of(
                      places.variable("OPENAI_ORG_ID").orElse(null),
                      places.variable("OPENAI_PROJECT_ID").orElse(null))
                  : offer,
              "");
        });
  }

  private static Optional<Found> token(
      Places places,
      String variable,
      String provider,
      String name,
      Function<String, String> credential) {
    return places
        .variable(variable)
        .map(token ->
            new Found(
                SOURCE,
                variable,
                Tokens.described(token, "", Tokens.expiry(token), places.now()),
                Offer.login(provider, name, credential.apply(token)),
                UNRENEWED));
  }
}
