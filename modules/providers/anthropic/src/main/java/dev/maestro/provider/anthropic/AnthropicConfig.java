package dev.maestro.provider.anthropic;

import dev.maestro.api.provider.OAuthSettings;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.Setting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where Anthropic answers, and how a request says who asks. */
final class AnthropicConfig {
  /** The version of the API that this provider was written against. */
  static final String VERSION = "2023-06-01";

  static final String BETA = "anthropic-beta";

  /** Has the API take access tokens. */
  static final String OAUTH_BETA = "oauth-2025-04-20";

  /** What works as of November 2026; the specification's values stand in docs/providers.md. */
  static final List<Setting> SETTINGS =
      OAuthSettings.with(
          List.of(
              Setting.of(
                  "base-url", "https://api.anthropic.com", "Where Anthropic's API answers.")),
          Map.of(
              "client-id", "9d1c250a-e61b-44d9-88ed-5944d1962f5e",
              "authorize-url", "https://platform.claude.com/oauth/authorize",
              "token-url",
                  "https://platform.claude.com/v1/oauth/token,"
                      + " https://api.anthropic.com/v1/oauth/token,"
                      + " https://console.anthropic.com/v1/oauth/token",
              "redirect-uri", "https://platform.claude.com/oauth/code/callback",
              "scopes", "org:create_api_key user:profile user:inference",
              "create-key-url", "https://api.anthropic.com/api/oauth/claude_cli/create_api_key"));

  private final String baseUrl;
  private final OAuthSettings oauth;

  AnthropicConfig(String id, ProviderSettings settings) {
    this.baseUrl = settings.baseUrl("base-url");
    this.oauth = OAuthSettings.of(id, settings);
  }

  String url(String path) {
    return baseUrl + path;
  }

  OAuthSettings oauth() {
    return oauth;
  }

  /** The headers of a request, on top of those given: a key or a token, never both. */
  static Map<String, String> headers(OpenSession session, Map<String, String> passed) {
    Map<String, String> headers = new LinkedHashMap<>(passed);
    headers.putIfAbsent("anthropic-version", VERSION);
    if (session.byAccessToken()) {
      headers.put("authorization", "Bearer " + session.secret().reveal());
      headers.merge(BETA, OAUTH_BETA, AnthropicConfig::joined);
    } else {
      headers.put("x-api-key", session.secret().reveal());
    }
    return headers;
  }

  private static String joined(String clients, String ours) {
    boolean there = Arrays.stream(clients.split(",")).map(String::strip).anyMatch(ours::equals);
    return there ? clients : clients + "," + ours;
  }
}
