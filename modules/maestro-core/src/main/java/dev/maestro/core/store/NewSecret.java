package dev.maestro.core.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a login or a refresh stores, in one statement: whoever reads the session finds it whole.
 *
 * @param lifetime how long the secret is good from now on; empty for no end
 * @param refreshIn when to renew it by itself; empty for never
 * @param credential {@code api_key} or {@code access_token}
 * @param dialects ids of those that the vendor takes; empty for all that the provider names
 */
public record NewSecret(
    Envelope secret,
    Optional<Duration> lifetime,
    Optional<Duration> refreshIn,
    String credential,
    boolean renewable,
    List<String> dialects) {
  public NewSecret {
    dialects = List.copyOf(dialects);
  }

  /** The same, stored so long after it was given. */
  public NewSecret after(Duration waited) {
    return new NewSecret(
        secret,
        lifetime.map(life -> less(life, waited)),
        refreshIn.map(time -> less(time, waited)),
        credential,
        renewable,
        dialects);
  }

  private static Duration less(Duration time, Duration waited) {
    return time.compareTo(waited) < 0 ? Duration.ZERO : time.minus(waited);
  }

  /** Whether every request is translated. */
  boolean translated() {
    return !dialects.isEmpty();
  }

  Object[] arguments(Object... before) {
    Object[] all = java.util.Arrays.copyOf(before, before.length + 7);
    int next = before.length;
    all[next++] = SessionRows.buffer(secret);
    all[next++] = lifetime.map(Duration::toMillis).orElse(null);
    all[next++] = refreshIn.map(Duration::toMillis).orElse(null);
    all[next++] = credential;
    all[next++] = renewable;
    all[next++] = dialects.toArray(String[]::new);
    all[next] = translated();
    return all;
  }
}
