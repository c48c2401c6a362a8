package dev.maestro.simulator.openai;

import dev.maestro.simulator.Vendor;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Keys;

/** The bearer key that every OpenAI request needs. */
final class OpenAiGuard {
  private final Keys keys;

  OpenAiGuard(Keys keys) {
    this.keys = keys;
  }

  void check(Incoming incoming) {
    String key =
        incoming
            .bearer()
            .filter(value -> !value.isEmpty())
            .orElseThrow(() ->
                OpenAiErrors.refused(
                    401,
                    "You didn't provide an API key. You need to provide your API key in an"
                        + " Authorization header using Bearer auth (i.e. Authorization: Bearer"
                        + " YOUR_KEY). You can obtain an API key from"
                        + " https://platform.openai.com/account/api-keys.",
                    null,
                    null));
    if (!keys.accepts(Vendor.OPENAI, key)) {
      throw OpenAiErrors.refused(
          401,
          "Incorrect API key provided: "
              + shortened(key)
              + ". You can find your API key at"
              + " https://platform.openai.com/account/api-keys.",
          null,
          "invalid_api_key");
    }
  }

  /** The vendor shows the ends of longer keys. */
  private static String shortened(String key) {
    return key.length() <= 12
        ? key
        : key.substring(0, 8) + "*".repeat(key.length() - 12) + key.substring(key.length() - 4);
  }
}
