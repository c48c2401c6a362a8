package dev.maestro.e2e.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.simulator.Vendor;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A login that another program than Maestro has made. */
final class ForeignLogin {
  private static final String VERIFIER = "a-verifier-of-another-program-that-is-long-enough";
  private static final String STATE = "a-state-of-another-program";

  private final Vendor vendor;
  private final Map<String, String> known;

  private ForeignLogin(Vendor vendor, Map<String, String> known) {
    this.vendor = vendor;
    this.known = known;
  }

  /** What the vendor's token endpoint gave that program. */
  static JsonNode tokens(Vendors vendors, Vendor vendor) throws Exception {
    return new ForeignLogin(vendor, vendors.simulator().oauthSettings(vendor)).tokens();
  }

  private JsonNode tokens() throws Exception {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code());
    fields.put("client_id", known.get("oauth.client-id"));
    fields.put("redirect_uri", redirect());
    fields.put("code_verifier", VERIFIER);
    if (vendor == Vendor.GEMINI) {
      fields.put("client_secret", known.get("oauth.client-secret"));
    }
    return vendor == Vendor.ANTHROPIC
        ? post("application/json", json(fields))
        : post("application/x-www-form-urlencoded", form(fields));
  }

  private String redirect() {
    return switch (vendor) {
      case ANTHROPIC -> "http://localhost:8085/callback";
      case OPENAI -> "http://localhost:1455/auth/callback";
      case GEMINI -> "http://localhost:8085/";
    };
  }

  private String scope() {
    return switch (vendor) {
      case ANTHROPIC -> "user:profile user:inference";
      case OPENAI -> "openid profile email offline_access";
      case GEMINI -> "https://www.googleapis.com/auth/cloud-platform";
    };
  }

  private String code() throws Exception {
    var hash =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    Map<String, String> query = new LinkedHashMap<>();
    query.put("client_id", known.get("oauth.client-id"));
    query.put("redirect_uri", redirect());
    query.put("response_type", "code");
    query.put("scope", scope());
    query.put("state", STATE);
    query.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    query.put("code_challenge_method", "S256");
    query.put("access_type", "offline");
    query.put("prompt", "consent");
    var page = URI.create(known.get("oauth.authorize-url") + "?" + form(query));
    var agreed = new Browser().ask(page);
    assertThat(agreed.status()).as(agreed.body()).isEqualTo(302);
    return agreed.header("location").replaceFirst(".*[?&]code=([^&]*).*", "$1");
  }

  private JsonNode post(String type, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(known.get("oauth.token-url")))
            .header("content-type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return Answer.json(answer.body());
    }
  }

  /** Anthropic wants the state once more. */
  private static String json(Map<String, String> fields) {
    var json = Gateway.object().put("state", STATE);
    fields.forEach(json::put);
    return json.toString();
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
