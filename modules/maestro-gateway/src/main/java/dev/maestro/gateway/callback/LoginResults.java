package dev.maestro.gateway.callback;

import dev.maestro.core.LoginOutcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the last logins ended, each under an address that nobody guesses: the one the browser came to
 * holds the code, and must not stay in its history. Used on one context.
 */
final class LoginResults {
  static final int MOST = 64;
  static final Duration KEPT = Duration.ofMinutes(2);
  private static final int ID_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Result> results = new LinkedHashMap<>();

  private record Result(LoginOutcome outcome, Instant until) {}

  String add(LoginOutcome outcome, Instant now) {
    results.values().removeIf(result -> result.until().isBefore(now));
    if (results.size() >= MOST) {
      results.remove(results.keySet().iterator().next());
    }
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    results.put(id, new Result(outcome, now.plus(KEPT)));
    return id;
  }

  Optional<LoginOutcome> find(String id, Instant now) {
    return Optional.ofNullable(results.get(id))
        .filter(result -> !result.until().isBefore(now))
        .map(Result::outcome);
  }
}
