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
 */
public record Grant(Tokens tokens, Duration lifetime, List<Dialect> only) {
  public Grant {
    Objects.requireNonNull(tokens, "tokens");
    only = List.copyOf(only);
  }

  /** One that is as good as the provider's other sessions. */
  public static Grant of(Tokens tokens, Duration lifetime) {
    return new Grant(tokens, lifetime, List.of());
  }

  /** The same for these dialects only. */
  public Grant only(Dialect... dialects) {
    return new Grant(tokens, lifetime, List.of(dialects));
  }
}
