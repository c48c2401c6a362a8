package dev.maestro.api.provider;

import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Tokens;

/**
 * A session with its credential, for the time of one call. Never sent anywhere.
 *
 * @param secret what requests are made with: an API key or an access token
 * @param tokens the whole credential of an OAuth session, or null
 * @param generation counts how often its credential was replaced
 */
public record OpenSession(SessionFacts facts, Secret secret, Tokens tokens, long generation) {
  /** A session by API key. */
  public OpenSession(SessionFacts facts, Secret secret) {
    this(facts, secret, null, 0);
  }

  /** A session by OAuth. */
  public OpenSession(SessionFacts facts, Tokens tokens, long generation) {
    this(facts, tokens.used(), tokens, generation);
  }

  /** Whether requests are made with an access token: a login of which no API key was made. */
  public boolean byAccessToken() {
    return tokens != null && tokens.apiKey() == null;
  }
}
