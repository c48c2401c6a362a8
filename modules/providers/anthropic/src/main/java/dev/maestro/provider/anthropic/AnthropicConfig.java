package dev.maestro.provider.anthropic;

import dev.maestro.api.Secret;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where Anthropic answers, and how a request says who asks. */
final class AnthropicConfig {
  /** The version of the API that this provider was written against. */
  static final String VERSION = "2023-06-01";

  static final List<Setting> SETTINGS =
      List.of(
          Setting.of("base-url", "https://api.anthropic.com", "Where Anthropic's API answers."),
          Setting.of("oauth.client-id", null, "OAuth client to log in as."),
          new Setting("oauth.client-secret", null, true, "That client's secret, if it has one."),
          Setting.of("oauth.authorize-url", null, "Pages where a login begins, in order."),
          Setting.of("oauth.token-url", null, "Endpoints that give tokens, in order."),
          Setting.of("oauth.redirect-uri", null, "Where a login comes back to."),
          Setting.of("oauth.scopes", null, "Scopes to ask for, separated by blanks."),
          Setting.of("oauth.create-key-url", null, "Endpoint that makes an API key of a login."),
          Setting.of("oauth.revoke-url", null, "Endpoint that ends a login."),
          Setting.of("oauth.service-account-file", null, "Credentials of a workload."),
          Setting.of("oauth.user-project", null, "Project that pays."));

  private final String baseUrl;

  AnthropicConfig(ProviderSettings settings) {
    this.baseUrl = settings.baseUrl("base-url");
  }

  String url(String path) {
    return baseUrl + path;
  }

  /** The headers of a request, on top of those given. */
  static Map<String, String> headers(Secret key, Map<String, String> passed) {
    Map<String, String> headers = new LinkedHashMap<>(passed);
    headers.putIfAbsent("anthropic-version", VERSION);
    headers.put("x-api-key", key.reveal());
    return headers;
  }
}
