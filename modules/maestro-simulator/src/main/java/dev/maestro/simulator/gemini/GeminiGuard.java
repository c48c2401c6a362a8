package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.maestro.simulator.Vendor;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Keys;
import java.util.Optional;

/** The API key, in the header or the query; never beside a bearer token. */
final class GeminiGuard {
  static final String UNAUTHENTICATED =
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie"
          + " or other valid authentication credential. See"
          + " https://developers.google.com/identity/sign-in/web/devconsole-project.";
  private static final String INVALID = "API key not valid. Please pass a valid API key.";

  private final Keys keys;

  GeminiGuard(Keys keys) {
    this.keys = keys;
  }

  void check(Incoming incoming) {
    Optional<String> key = incoming.header("x-goog-api-key").or(() -> incoming.parameter("key"));
    boolean bearer = incoming.bearer().isPresent();
    if (key.isPresent() && bearer) {
      throw GeminiErrors.invalid(
          "Multiple authentication credentials received. Please pass only one.");
    }
    if (bearer) {
      ArrayNode details = Json.array();
      GeminiErrors.reason(details, "ACCESS_TOKEN_TYPE_UNSUPPORTED");
      throw GeminiErrors.refused(401, "UNAUTHENTICATED", UNAUTHENTICATED, details);
    }
    if (key.isEmpty()) {
      throw GeminiErrors.refused(
          403,
          "PERMISSION_DENIED",
          "Method doesn't allow unregistered callers (callers without established identity). Please"
              + " use API Key or other form of API consumer identity to call this API.",
          Json.array());
    }
    if (!keys.accepts(Vendor.GEMINI, key.orElseThrow())) {
      ArrayNode details = Json.array();
      GeminiErrors.reason(details, "API_KEY_INVALID");
      GeminiErrors.detail(details, "LocalizedMessage")
          .put("locale", "en-US")
          .put("message", INVALID);
      throw GeminiErrors.refused(400, "INVALID_ARGUMENT", INVALID, details);
    }
  }
}
