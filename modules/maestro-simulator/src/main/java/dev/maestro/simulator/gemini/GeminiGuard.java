package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.maestro.simulator.Vendor;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Keys;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.LoginSettings;
import dev.maestro.simulator.login.Standing;
import dev.maestro.simulator.login.Terms;
import java.util.Optional;

/** The API key, in the header or the query, or an access token; never both. */
final class GeminiGuard {
  static final String UNAUTHENTICATED =
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie"
          + " or other valid authentication credential. See"
          + " https://developers.google.com/identity/sign-in/web/devconsole-project.";
  static final String SCOPE = "https://www.googleapis.com/auth/generative-language";

  /** Stands for the client where there is none: service accounts, whose project is known. */
  static final String MACHINE = "";

  private static final String CLOUD = "https://www.googleapis.com/auth/cloud-platform";
  private static final String INVALID = "API key not valid. Please pass a valid API key.";

  private final Keys keys;
  private final Account account;

  GeminiGuard(Keys keys, Account account) {
    this.keys = keys;
    this.account = account;
  }

  void check(Incoming incoming) {
    Optional<String> key = incoming.header("x-goog-api-key").or(() -> incoming.parameter("key"));
    boolean bearer = incoming.bearer().isPresent();
    if (key.isPresent() && bearer) {
      throw GeminiErrors.invalid(
          "Multiple authentication credentials received. Please pass only one.");
    }
    if (bearer) {
      login(incoming);
      return;
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

  private void login(Incoming incoming) {
    Standing standing = account.grants().standing(incoming.bearer().orElseThrow());
    if (!standing.live()) {
      ArrayNode details = Json.array();
      GeminiErrors.reason(
          details,
          standing.state() == Standing.State.UNKNOWN
              ? "ACCESS_TOKEN_TYPE_UNSUPPORTED"
              : "ACCESS_TOKEN_EXPIRED");
      throw GeminiErrors.refused(401, "UNAUTHENTICATED", UNAUTHENTICATED, details);
    }
    Terms terms = standing.grant().orElseThrow().terms();
    if (!terms.covers(CLOUD) && !terms.scope().contains(SCOPE)) {
      throw forbidden(
          "Request had insufficient authentication scopes.", "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
    }
    String project = incoming.header("x-goog-user-project").orElse("");
    if (project.isEmpty() && !terms.clientId().equals(MACHINE)) {
      throw forbidden(
          "Your application is authenticating by using local Application Default Credentials. The"
              + " generativelanguage.googleapis.com API requires a quota project, which is not set"
              + " by default. To learn how to set your quota project, see"
              + " https://cloud.google.com/docs/authentication/adc-troubleshooting/user-creds .",
          "SERVICE_DISABLED");
    }
    if (!project.isEmpty() && !project.equals(LoginSettings.PROJECT)) {
      throw forbidden(
          "Caller does not have required permission to use project " + project + ".",
          "USER_PROJECT_DENIED");
    }
  }

  private static Refused forbidden(String message, String reason) {
    ArrayNode details = Json.array();
    GeminiErrors.reason(details, reason);
    return GeminiErrors.refused(403, "PERMISSION_DENIED", message, details);
  }
}
