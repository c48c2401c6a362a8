package dev.maestro.provider.openai;

import dev.maestro.api.Secret;
import dev.maestro.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * What OpenAI writes into its tokens. Read without checking the signature, since they come straight
 * from the token endpoint (or from the operator), and nothing is granted because of them.
 */
record OpenAiClaims(Json payload) {
  /** After so long the vendor's own client renews a token that does not say when it ends. */
  private static final Duration UNSAID = Duration.ofDays(8);

  /** Of a token that may be null or no JWT; then there is nothing in it. */
  static OpenAiClaims of(Secret token) {
    String[] parts = token == null ? new String[0] : token.reveal().split("\\.");
    if (parts.length != 3) {
      return new OpenAiClaims(Json.NONE);
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
      return new OpenAiClaims(Json.tolerant(new String(payload, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException noBase64) {
      return new OpenAiClaims(Json.NONE);
    }
  }

  /** The account of ChatGPT, or null. */
  Secret account() {
    String id = payload.at("https://api.openai.com/auth").textOrEmpty("chatgpt_account_id");
    return id.isEmpty() ? null : Secret.of(id);
  }

  /**
   * How long it is good from when it was given, by the vendor's clock; 8 days where it does not
   * say.
   */
  Duration lifetime() {
    long seconds = payload.number("exp") - payload.number("iat");
    boolean said = payload.number("exp") > 0 && payload.number("iat") > 0 && seconds > 0;
    return said ? Duration.ofSeconds(seconds) : UNSAID;
  }

  /** How long it is good from now on, negative where it is over; null where it does not say. */
  Duration left(Instant now) {
    long end = payload.number("exp");
    try {
      return end <= 0 ? null : Duration.between(now, Instant.ofEpochSecond(end));
    } catch (DateTimeException absurd) {
      return null;
    }
  }
}
