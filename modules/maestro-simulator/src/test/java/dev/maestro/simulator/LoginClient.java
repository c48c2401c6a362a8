package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Logs in at a vendor as a gateway would; every step can be changed on its way. */
final class LoginClient {
  static final String VERIFIER = "a-verifier-of-43-characters-at-the-least-ok";
  static final String STATE = "state-of-this-login";

  private final Simulator simulator;
  private final Http http;
  private final Vendor vendor;

  LoginClient(Running running, Vendor vendor) {
    this.simulator = running.simulator();
    this.http = running.http();
    this.vendor = vendor;
  }

  String setting(String name) {
    return simulator.oauthSettings(vendor).get(name);
  }

  static String challenge(String verifier) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The query of a good authorization request. */
  Map<String, String> query() {
    var query = new LinkedHashMap<String, String>();
    query.put("client_id", setting("oauth.client-id"));
    query.put("response_type", "code");
    query.put("code_challenge", challenge(VERIFIER));
    query.put("code_challenge_method", "S256");
    query.put("state", STATE);
    switch (vendor) {
      case ANTHROPIC -> {
        query.put("code", "true");
        query.put("redirect_uri", setting("oauth.redirect-uri"));
        query.put("scope", "org:create_api_key user:profile user:inference");
      }
      case OPENAI -> {
        query.put("redirect_uri", "http://localhost:1455/auth/callback");
        query.put("scope", "openid profile email offline_access");
        query.put("id_token_add_organizations", "true");
      }
      case GEMINI -> {
        query.put("redirect_uri", "http://127.0.0.1:9999/any/path");
        query.put("scope", "https://www.googleapis.com/auth/cloud-platform openid");
        query.put("access_type", "offline");
        query.put("prompt", "consent");
      }
    }
    return query;
  }

  Map<String, String> query(String name, String value) {
    var query = query();
    query.put(name, value);
    return query;
  }

  Http.Answer authorize(Map<String, String> query) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(setting("oauth.authorize-url") + "?" + form(query)))
            .build());
  }

  /** What the browser is sent back with. */
  static Map<String, String> callback(Http.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
    var fields = new LinkedHashMap<String, String>();
    var location = answer.header("location");
    for (var pair : location.substring(location.indexOf('?') + 1).split("&", -1)) {
      var equals = pair.indexOf('=');
      fields.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }

  String code(Map<String, String> query) throws Exception {
    var answer = authorize(query);
    var shown = answer.header("x-sim-code");
    return shown.isEmpty() ? callback(answer).get("code") : shown.substring(0, shown.indexOf('#'));
  }

  /** The fields of the good exchange of a new code. */
  Map<String, String> exchange(Map<String, String> query) throws Exception {
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code(query));
    fields.put("client_id", query.get("client_id"));
    fields.put("redirect_uri", query.get("redirect_uri"));
    fields.put("code_verifier", VERIFIER);
    if (vendor == Vendor.ANTHROPIC) {
      fields.put("state", STATE);
    }
    if (vendor == Vendor.GEMINI) {
      fields.put("client_secret", setting("oauth.client-secret"));
    }
    return fields;
  }

  Http.Answer exchangeWith(String name, String value) throws Exception {
    var fields = exchange(query());
    fields.put(name, value);
    return token(fields);
  }

  Http.Answer token(Map<String, String> fields) throws Exception {
    var url = setting("oauth.token-url");
    return vendor == Vendor.ANTHROPIC ? json(url, fields) : post(url, fields);
  }

  JsonNode login() throws Exception {
    return login(query());
  }

  JsonNode login(Map<String, String> query) throws Exception {
    var answer = token(exchange(query));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  Map<String, String> refreshFields(String refreshToken) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", refreshToken);
    fields.put("client_id", setting("oauth.client-id"));
    if (vendor == Vendor.GEMINI) {
      fields.put("client_secret", setting("oauth.client-secret"));
    }
    return fields;
  }

  Http.Answer refresh(String refreshToken) throws Exception {
    return token(refreshFields(refreshToken));
  }

  Http.Answer post(String url, Map<String, String> fields) throws Exception {
    return http.send(request(url, "application/x-www-form-urlencoded", form(fields)).build());
  }

  Http.Answer json(String url, Map<String, String> fields) throws Exception {
    return http.send(
        request(url, "application/json", new ObjectMapper().writeValueAsString(fields)).build());
  }

  static HttpRequest.Builder request(String url, String type, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("content-type", type)
        .POST(BodyPublishers.ofString(body));
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
