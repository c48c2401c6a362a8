package dev.maestro.api.oauth;

import dev.maestro.api.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a login or a refresh gave.
 *
 * @param tokens the whole credential as it is to be kept, what did not change included
 * @param lifetime how long the credential that requests are made with is good from now on; null
 *     where it does not end by itself
 * @param only dialects that the vendor takes of this login, the first being what every request is
 *     translated to, those of the same dialect too; empty where it takes all that the provider
 *     names
 * @param renewable whether a refresh can get the next one without a person
 */
public record Grant(Tokens tokens, Duration lifetime, List<Dialect> only, boolean renewable) {
  public Grant {
    Objects.requireNonNull(tokens, "tokens");
    only = List.copyOf(only);
  }

  /** One for all dialects, renewable where there is a refresh token. */
  public static Grant of(Tokens tokens, Duration lifetime) {
    return new Grant(tokens, lifetime, List.of(), tokens.refresh() != null);
  }

  /** The same of a workload, which gets the next one by itself. */
  public Grant ofWorkload() {
    return new Grant(tokens, lifetime, only, true);
  }

  /** The same for these dialects only. */
  public Grant only(Dialect... dialects) {
    return new Grant(tokens, lifetime, List.of(dialects), renewable);
  }
}
