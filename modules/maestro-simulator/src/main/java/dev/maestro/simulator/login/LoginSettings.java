package dev.maestro.simulator.login;

import dev.maestro.simulator.Vendor;
import java.util.Map;
import java.util.TreeMap;

/** How a gateway's provider is told that its vendor's login is here. */
public final class LoginSettings {
  /** The Google Cloud project that pays. */
  public static final String PROJECT = "sim-project";

  static final String GOOGLE_SECRET = "sim-google-secret";
  static final String MANUAL_REDIRECT = "https://platform.claude.com/oauth/code/callback";

  private LoginSettings() {}

  static String clientId(Vendor vendor) {
    return vendor == Vendor.GEMINI ? "sim-google-client" : "sim-" + vendor.id() + "-client";
  }

  /** Settings of the provider, by their names below {@code providers.<id>}. */
  public static Map<String, String> of(Vendor vendor, String base) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("oauth.client-id", clientId(vendor));
    switch (vendor) {
      case ANTHROPIC -> {
        settings.put("oauth.authorize-url", base + "/auth/anthropic/oauth/authorize");
        settings.put("oauth.token-url", base + "/auth/anthropic/v1/oauth/token");
        settings.put("oauth.create-key-url", base + "/api/oauth/claude_cli/create_api_key");
        settings.put("oauth.redirect-uri", MANUAL_REDIRECT);
      }
      case OPENAI -> {
        settings.put("oauth.authorize-url", base + "/auth/openai/oauth/authorize");
        settings.put("oauth.token-url", base + "/auth/openai/oauth/token");
        settings.put("oauth.revoke-url", base + "/auth/openai/oauth/revoke");
        settings.put("chatgpt-base-url", base + "/backend-api/codex");
      }
      case GEMINI -> {
        settings.put("oauth.client-secret", GOOGLE_SECRET);
        settings.put("oauth.authorize-url", base + "/auth/google/o/oauth2/v2/auth");
        settings.put("oauth.token-url", tokenUrl(base));
        settings.put("oauth.revoke-url", base + "/auth/google/revoke");
        settings.put("oauth.user-project", PROJECT);
      }
    }
    return settings;
  }

  /** Google's token endpoint, which is also the audience of its assertions. */
  static String tokenUrl(String base) {
    return base + "/auth/google/token";
  }
}
