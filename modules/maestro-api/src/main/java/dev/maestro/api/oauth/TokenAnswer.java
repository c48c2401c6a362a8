package dev.maestro.api.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What a token endpoint answered. Printing one shows nothing. */
public final class TokenAnswer {
  private static final long LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();

  private final JsonNode body;

  TokenAnswer(JsonNode body) {
    this.body = body;
  }

  /** {@code access_token}, or null. */
  public Secret access() {
    return secret("access_token");
  }

  /** {@code refresh_token}, or null. */
  public Secret refresh() {
    return secret("refresh_token");
  }

  /** {@code id_token}, or null. */
  public Secret identity() {
    return secret("id_token");
  }

  /** {@code expires_in}, or null. */
  public Duration lifetime() {
    long seconds = body.path("expires_in").asLong(0);
    return seconds <= 0 ? null : Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS));
  }

  /** {@code scope}, split at blanks; empty where there is none. */
  public List<String> scopes() {
    return Stream.of(body.path("scope").asText("").split(" ", -1))
        .filter(scope -> !scope.isEmpty())
        .toList();
  }

  /** A text field of any name, or null. */
  public Secret secret(String name) {
    String text = body.path(name).asText("");
    return text.isEmpty() ? null : Secret.of(text);
  }

  /**
   * The tokens of this answer, and of the older ones what it leaves out: refresh token, id token,
   * API key and what else was remembered. Fails with {@link ErrorKind#MALFORMED} where neither has
   * an access token.
   *
   * @param older or null
   */
  public Tokens over(Tokens older) {
    if (older == null) {
      if (access() == null) {
        throw ProviderException.of(
            ErrorKind.MALFORMED, "The vendor's token endpoint gave no access token.");
      }
      return Tokens.of(access()).withRefresh(refresh()).withIdentity(identity());
    }
    return new Tokens(
        access() == null ? older.access() : access(),
        refresh() == null ? older.refresh() : refresh(),
        identity() == null ? older.identity() : identity(),
        older.apiKey(),
        older.more());
  }

  @Override
  public String toString() {
    return "TokenAnswer[hidden]";
  }
}
