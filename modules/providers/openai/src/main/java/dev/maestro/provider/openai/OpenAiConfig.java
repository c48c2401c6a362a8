package dev.maestro.provider.openai;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.OAuthSettings;
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

  /** How Maestro names itself to the vendor; never as the vendor's own client. */
  static final String ORIGINATOR = "maestro";

  /** Remembers the account of ChatGPT that a login belongs to. */
  static final String ACCOUNT = "account-id";

  /** What works as of November 2026; the specification's values stand in docs/providers.md. */
  static final List<Setting> SETTINGS =
      OAuthSettings.with(
          List.of(
              Setting.of("base-url", "https://api.openai.com/v1", "Where OpenAI's API answers."),
              Setting.of("wire", "responses", "What others are translated to: responses or chat."),
              Setting.of(
                  "chatgpt-base-url",
                  "https://chatgpt.com/backend-api/codex",
                  "Where the API of ChatGPT logins answers."),
              Setting.of(
                  "chatgpt-client-version",
                  null,
                  "The version by which ChatGPT chooses the models it lists.")),
          Map.of(
              "client-id", "app_EMoamEEZ73f0CkXaXp7hrann",
              "authorize-url", "https://auth.openai.com/oauth/authorize",
              "token-url", "https://auth.openai.com/oauth/token",
              "scopes", "openid profile email offline_access",
              "revoke-url", "https://auth.openai.com/oauth/revoke"));

  private final String baseUrl;
  private final String chatGptUrl;
  private final String clientVersion;
  private final boolean chatFirst;
  private final OAuthSettings oauth;

  OpenAiConfig(String id, ProviderSettings settings) {
    this.baseUrl = settings.baseUrl("base-url");
    this.chatGptUrl = settings.baseUrl("chatgpt-base-url");
    String asked = settings.text("chatgpt-client-version").strip();
    this.clientVersion = asked.isEmpty() ? version() : asked;
    this.oauth = OAuthSettings.of(id, settings);
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

  /** Where access tokens are taken. */
  String chatGptUrl(String path) {
    return chatGptUrl + path;
  }

  /** Whether other dialects are translated to Chat Completions. */
  boolean chatFirst() {
    return chatFirst;
  }

  OAuthSettings oauth() {
    return oauth;
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

  /** The headers of a request with an access token; a client's are for another API. */
  static Map<String, String> chatGptHeaders(OpenSession session, String accept) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("authorization", "Bearer " + session.secret().reveal());
    Secret account = session.tokens().more(ACCOUNT);
    putIfPresent(headers, "chatgpt-account-id", account == null ? null : account.reveal());
    headers.put("originator", ORIGINATOR);
    headers.put("user-agent", ORIGINATOR + "/" + version());
    headers.put("accept", accept);
    return headers;
  }

  /** What the models of ChatGPT are chosen by: as set, else this provider's version. */
  String clientVersion() {
    return clientVersion;
  }

  /** This provider's version as bare numbers. */
  static String version() {
    var descriptor = OpenAiConfig.class.getModule().getDescriptor();
    String version = descriptor == null ? "" : descriptor.rawVersion().orElse("");
    return version.matches("\\d+(\\.\\d+)+.*") ? version.replaceAll("[^0-9.].*", "") : "0.0.0";
  }

  /** Refuses what the API of access tokens does not have. */
  static void needsKey(OpenSession session, String what) {
    if (session.byAccessToken()) {
      throw ProviderException.of(
          ErrorKind.UNSUPPORTED,
          "OpenAI made no API key of this session's login, and without one it does not "
              + what
              + ".");
    }
  }

  private static void putIfPresent(Map<String, String> headers, String name, String value) {
    if (value != null && !value.isBlank()) {
      headers.put(name, value);
    }
  }
}
