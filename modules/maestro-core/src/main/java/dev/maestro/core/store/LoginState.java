package dev.maestro.core.store;

import java.util.Optional;

/**
 * How a session's login by OAuth stands.
 *
 * @param credential what requests are made with: {@code api_key} or {@code access_token}
 * @param translated whether even requests in its vendor's dialect are translated
 * @param generation counts how often the secret was replaced
 * @param renewable whether the next token can be had without a person
 * @param failures refreshes that failed since the last good one
 */
public record LoginState(
    Optional<String> credential,
    boolean translated,
    long generation,
    boolean renewable,
    int failures) {
  /** That of a session that never logged in. */
  public static final LoginState NONE = new LoginState(Optional.empty(), false, 0, false, 0);
}
