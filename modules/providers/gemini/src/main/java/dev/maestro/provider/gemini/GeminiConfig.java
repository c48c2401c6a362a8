package dev.maestro.provider.gemini;

import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
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

  static final List<Setting> SETTINGS =
      List.of(
          Setting.of(
              "base-url",
              "https://generativelanguage.googleapis.com",
              "Where Gemini's API answers."),
          Setting.of("oauth.client-id", null, "OAuth client to log in as."),
          new Setting("oauth.client-secret", null, true, "That client's secret, if it has one."),
          Setting.of("oauth.authorize-url", null, "Pages where a login begins, in order."),
          Setting.of("oauth.token-url", null, "Endpoints that give tokens, in order."),
          Setting.of("oauth.redirect-uri", null, "Where a login comes back to."),
          Setting.of("oauth.scopes", null, "Scopes to ask for, separated by blanks."),
          Setting.of("oauth.create-key-url", null, "Endpoint that makes an API key of a login."),
          Setting.of("oauth.revoke-url", null, "Endpoint that ends a login."),
          Setting.of("oauth.service-account-file", null, "Credentials of a service account."),
          Setting.of("oauth.user-project", null, "Google Cloud project that pays."));

  private final String baseUrl;

  GeminiConfig(ProviderSettings settings) {
    this.baseUrl = settings.baseUrl("base-url");
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

  /** The headers of a request, on top of those given. The key never stands in the URL. */
  static Map<String, String> headers(Secret key, Map<String, String> passed) {
    Map<String, String> headers = new LinkedHashMap<>(passed);
    headers.put("x-goog-api-key", key.reveal());
    return headers;
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
