package dev.maestro.simulator.anthropic;

import dev.maestro.simulator.Vendor;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Keys;

/** What Anthropic checks before it looks at a request: the credential, then the version. */
final class AnthropicGuard {
  private final Keys keys;

  AnthropicGuard(Keys keys) {
    this.keys = keys;
  }

  /** Newer SDKs send an API key as a bearer, older ones as {@code x-api-key}; both are taken. */
  void check(Incoming incoming) {
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
