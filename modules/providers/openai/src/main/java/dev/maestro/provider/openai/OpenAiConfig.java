package dev.maestro.provider.openai;

import dev.maestro.api.ProviderException;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where OpenAI answers, which wire is preferred, and how a request says who asks. */
final class OpenAiConfig {
  static final String ORGANIZATION = "openai-organization";
  static final String PROJECT = "openai-project";

  static final List<Setting> SETTINGS =
      List.of(
          Setting.of("base-url", "https://api.openai.com/v1", "Where OpenAI's API answers."),
          Setting.of("wire", "responses", "What others are translated to: responses or chat."),
          Setting.of("chatgpt-base-url", null, "Where the API of ChatGPT logins answers."),
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
  private final boolean chatFirst;

  OpenAiConfig(String id, ProviderSettings settings) {
    this.baseUrl = settings.baseUrl("base-url");
    this.chatFirst =
        switch (settings.text("wire")) {
          case "chat" -> true;
          case "responses" -> false;
          default ->
              throw ProviderException.invalid(
                  "providers." + id + ".wire", "no such wire", "Write responses or chat.");
        };
  }

  String url(String path) {
    return baseUrl + path;
  }

  /** Whether other dialects are translated to Chat Completions. */
  boolean chatFirst() {
    return chatFirst;
  }

  /**
   * The headers of a request, on top of those given; organisation and project are the session's.
   */
  static Map<String, String> headers(OpenSession session, Map<String, String> passed) {
    Map<String, String> headers = new LinkedHashMap<>(passed);
    headers.put("authorization", "Bearer " + session.secret().reveal());
    putIfPresent(headers, ORGANIZATION, session.facts().organization());
    putIfPresent(headers, PROJECT, session.facts().project());
    return headers;
  }

  private static void putIfPresent(Map<String, String> headers, String name, String value) {
    if (value != null && !value.isBlank()) {
      headers.put(name, value);
    }
  }
}
