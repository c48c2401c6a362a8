package dev.maestro.simulator.anthropic;

import dev.maestro.simulator.Vendor;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Keys;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.Grant;
import dev.maestro.simulator.login.Standing;
import java.util.Arrays;
import java.util.Optional;

/** What Anthropic checks before it looks at a request: the credential, then the version. */
final class AnthropicGuard {
  private static final String BETA = "oauth-2025-04-20";

  private final Keys keys;
  private final Account account;

  AnthropicGuard(Keys keys, Account account) {
    this.keys = keys;
    this.account = account;
  }

  /** Newer SDKs send an API key as a bearer, older ones as {@code x-api-key}; both are taken. */
  void check(Incoming incoming) {
    Optional<String> token =
        incoming.bearer().filter(each -> each.startsWith(AnthropicTokens.ACCESS));
    if (token.isPresent()) {
      login(incoming);
    } else {
      key(incoming);
    }
    version(incoming);
  }

  /** An access token: never beside a key, and only with the beta header that opens this way. */
  private void login(Incoming incoming) {
    if (incoming.header("x-api-key").isPresent()) {
      throw AnthropicErrors.refused(401, "authentication_error", "invalid x-api-key");
    }
    boolean beta =
        incoming.headers().getAll("anthropic-beta").stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .anyMatch(value -> value.trim().equals(BETA));
    if (!beta) {
      throw AnthropicErrors.refused(
          401, "authentication_error", "OAuth authentication is currently not supported.");
    }
    Grant grant = live(account, incoming);
    if (incoming.method().equals("POST") && !grant.terms().covers("user:inference")) {
      throw AnthropicErrors.refused(
          403, "permission_error", "OAuth token does not meet scope requirement user:inference");
    }
  }

  /** The grant of the request's access token, if that is good. */
  static Grant live(Account account, Incoming incoming) {
    String token = incoming.bearer().orElse("");
    Standing standing = account.grants().standing(token);
    return switch (standing.state()) {
      case LIVE -> standing.grant().orElseThrow();
      case EXPIRED ->
          throw AnthropicErrors.refused(
              401,
              "authentication_error",
              "OAuth token has expired. Please obtain a new token or refresh your existing"
                  + " token.");
      case REVOKED ->
          throw AnthropicErrors.refused(
              403, "permission_error", "OAuth token has been revoked. Please obtain a new token.");
      case UNKNOWN ->
          throw AnthropicErrors.refused(401, "authentication_error", "Invalid bearer token");
    };
  }

  private void key(Incoming incoming) {
    String wrong =
        incoming.header("x-api-key").isPresent() ? "invalid x-api-key" : "Invalid bearer token";
    String key =
        incoming
            .header("x-api-key")
            .or(incoming::bearer)
            .orElseThrow(() ->
                AnthropicErrors.refused(
                    401, "authentication_error", "x-api-key header is required"));
    if (!keys.accepts(Vendor.ANTHROPIC, key)) {
      throw AnthropicErrors.refused(401, "authentication_error", wrong);
    }
  }

  private static void version(Incoming incoming) {
    String version =
        incoming
            .header("anthropic-version")
            .orElseThrow(() -> AnthropicErrors.invalid("anthropic-version: header is required"));
    if (!version.matches("\\d{4}-\\d{2}-\\d{2}")) {
      throw AnthropicErrors.invalid(
          "anthropic-version: \""
              + version
              + "\" is not a valid version. Please choose one of the"
              + " versions documented at https://docs.claude.com/en/api/versioning");
    }
  }
}
