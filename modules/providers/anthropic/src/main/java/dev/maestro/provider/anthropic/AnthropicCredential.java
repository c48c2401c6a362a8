package dev.maestro.provider.anthropic;

import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.dialect.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * What Claude Code keeps in {@code ~/.claude/.credentials.json}: the whole file, or its part {@code
 * claudeAiOauth} alone.
 *
 * @param expiresAt in milliseconds, or 0
 */
record AnthropicCredential(Tokens tokens, long expiresAt) {
  private static final String FIELD = "credential";

  /** Names no more of what it was given than its form. */
  static AnthropicCredential read(Secret credential) {
    Json file = Json.tolerant(credential.reveal());
    Json theirs = part(file);
    String access = theirs.textOrEmpty("accessToken");
    if (access.isEmpty()) {
      throw ProviderException.invalid(
          FIELD,
          "no login of Claude Code",
          "Give the object claudeAiOauth of ~/.claude/.credentials.json, or that whole file.");
    }
    String refresh = theirs.textOrEmpty("refreshToken");
    Tokens tokens =
        Tokens.of(Secret.of(access)).withRefresh(refresh.isEmpty() ? null : Secret.of(refresh));
    return new AnthropicCredential(tokens, theirs.number("expiresAt"));
  }

  private static Json part(Json file) {
    for (String name : new String[] {"claudeAiOauth", "claude.ai_oauth"}) {
      if (file.at(name).isObject()) {
        return file.at(name);
      }
    }
    return file;
  }

  /** How long it is good from now on, negative where it is over; null where nobody says. */
  Duration left(Instant now) {
    if (expiresAt <= 0) {
      return null;
    }
    Duration left = Duration.between(now, Instant.ofEpochMilli(expiresAt));
    if (!left.isPositive() && tokens.refresh() == null) {
      throw ProviderException.invalid(
          FIELD, "this login is over", "Log in again with the program that it is from.");
    }
    return left.isPositive() ? left : Duration.ofMillis(-1);
  }
}
