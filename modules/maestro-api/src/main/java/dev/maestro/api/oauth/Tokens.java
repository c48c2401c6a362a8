package dev.maestro.api.oauth;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The credential of an OAuth session. Kept sealed; none of it has a wire form.
 *
 * @param access the access token
 * @param refresh what gets the next one, or null where the vendor gave none
 * @param identity the vendor's id token, or null
 * @param apiKey an API key that was made of the login, used instead of the access token, or null
 * @param more what else the provider has to remember with it, by names of its own
 */
public record Tokens(
    Secret access, Secret refresh, Secret identity, Secret apiKey, Map<String, Secret> more) {
  public Tokens {
    Objects.requireNonNull(access, "access");
    more = Map.copyOf(more);
  }

  /** An access token alone. */
  public static Tokens of(Secret access) {
    return new Tokens(access, null, null, null, Map.of());
  }

  /** With a refresh token; null takes it away. */
  public Tokens withRefresh(Secret token) {
    return new Tokens(access, token, identity, apiKey, more);
  }

  /** With an id token; null takes it away. */
  public Tokens withIdentity(Secret token) {
    return new Tokens(access, refresh, token, apiKey, more);
  }

  /** With an API key; null takes it away. */
  public Tokens withApiKey(Secret key) {
    return new Tokens(access, refresh, identity, key, more);
  }

  /** With one thing more. */
  public Tokens with(String name, Secret value) {
    Map<String, Secret> all = new TreeMap<>(more);
    all.put(name, value);
    return new Tokens(access, refresh, identity, apiKey, all);
  }

  /** With one thing less. */
  public Tokens without(String name) {
    Map<String, Secret> fewer = new TreeMap<>(more);
    fewer.remove(name);
    return new Tokens(access, refresh, identity, apiKey, fewer);
  }

  /**
   * The refresh token; fails with {@link ErrorKind#NEEDS_LOGIN} where there is none, since only a
   * person can go on then.
   */
  public Secret neededRefresh() {
    if (refresh == null) {
      throw ProviderException.of(
          ErrorKind.NEEDS_LOGIN, "This login came without a refresh token. Log in again.");
    }
    return refresh;
  }

  /** What else is remembered under this name, or null. */
  public Secret more(String name) {
    return more.get(name);
  }

  /** What requests are made with: the API key where there is one, else the access token. */
  public Secret used() {
    return apiKey == null ? access : apiKey;
  }
}
