package dev.maestro.provider.gemini;

import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.OAuthSettings;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.Setting;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where Gemini answers, and how a request says who asks. */
final class GeminiConfig {
  /** Names the project that pays, which is the session's business. */
  static final String USER_PROJECT = "x-goog-user-project";

  /** Remembers the project that the credentials of a workload or a developer name. */
  static final String QUOTA_PROJECT = "quota-project";

  /** What works as of November 2026; the client is the operator's own. */
  static final List<Setting> SETTINGS =
      OAuthSettings.with(
          List.of(
              Setting.of(
                  "base-url",
                  "https://generativelanguage.googleapis.com",
                  "Where Gemini's API answers."),
              Setting.of(
                  "oauth.metadata-url",
                  "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/"
                      + "default/token",
                  "Where a machine of Google's gets its tokens.")),
          Map.of(
              "authorize-url", "https://accounts.google.com/o/oauth2/v2/auth",
              "token-url", "https://oauth2.googleapis.com/token",
              "scopes",
                  "https://www.googleapis.com/auth/cloud-platform"
                      + " https://www.googleapis.com/auth/generative-language.retriever",
              "revoke-url", "https://oauth2.googleapis.com/revoke"));

  private final String baseUrl;
  private final String metadataUrl;
  private final OAuthSettings oauth;

  GeminiConfig(String id, ProviderSettings settings) {
    this.baseUrl = settings.baseUrl("base-url");
    this.metadataUrl = settings.text("oauth.metadata-url").strip();
    this.oauth = OAuthSettings.of(id, settings);
  }

  OAuthSettings oauth() {
    return oauth;
  }

  String metadataUrl() {
    return metadataUrl;
  }

  String url(String path) {
    return baseUrl + "/v1beta" + path;
  }

  /** The address of a model's method; the id may name a tuned model with its folder. */
  String url(String model, String method) {
    String name = model.startsWith("models/") ? model.substring("models/".length()) : model;
    String folder = name.startsWith("tunedModels/") ? "/" : "/models/";
    return url(folder + encoded(name) + ":" + method);
  }

  /**
   * The headers of a request, on top of those given: a key or a token, never both, which Google
   * refuses. The key never stands in the URL.
   */
  Map<String, String> headers(OpenSession session, Map<String, String> passed) {
    Map<String, String> headers = new LinkedHashMap<>(passed);
    if (!session.byAccessToken()) {
      headers.put("x-goog-api-key", session.secret().reveal());
      return headers;
    }
    headers.put("authorization", "Bearer " + session.secret().reveal());
    String project = project(session);
    if (project != null) {
      headers.put(USER_PROJECT, project);
    }
    return headers;
  }

  /** Who pays: as the session says, else the operator, else the credentials; or null. */
  private String project(OpenSession session) {
    String own = session.facts().project();
    if (own != null && !own.isBlank()) {
      return own;
    }
    Secret named = session.tokens().more(QUOTA_PROJECT);
    return oauth.userProject() != null || named == null ? oauth.userProject() : named.reveal();
  }

  /** Everything but plain characters and slashes, so that a model's name stays a name. */
  private static String encoded(String model) {
    StringBuilder out = new StringBuilder();
    for (String segment : model.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw ProviderException.invalid(
            "model", "this cannot be a model's name", "Take an id of the session's model list.");
      }
      out.append(out.isEmpty() ? "" : "/");
      for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
        boolean plain = b > 0 && (Character.isLetterOrDigit(b) || "-._~".indexOf(b) >= 0);
        out.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
      }
    }
    return out.toString();
  }
}
