package dev.maestro.e2e.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.simulator.Vendor;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Credential files as Google's own programs leave them. */
final class GoogleFile {
  private static final String VERIFIER = "a-verifier-of-gcloud-that-is-long-enough-for-it";
  private static final String REDIRECT = "http://localhost:8085/";
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private GoogleFile() {}

  static Path ofServiceAccount(Vendors vendors, Path folder) throws Exception {
    var text = vendors.simulator().logins(Vendor.GEMINI).serviceAccountFile();
    return Files.writeString(folder.resolve("service-account.json"), text);
  }

  /** What {@code gcloud auth application-default login} writes. */
  static Path ofPerson(Vendors vendors, Path folder) throws Exception {
    var known = vendors.simulator().oauthSettings(Vendor.GEMINI);
    var client = known.get("oauth.client-id");
    var secret = known.get("oauth.client-secret");
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("grant_type", "authorization_code");
    tokens.put("code", code(known.get("oauth.authorize-url"), client));
    tokens.put("client_id", client);
    tokens.put("client_secret", secret);
    tokens.put("redirect_uri", REDIRECT);
    tokens.put("code_verifier", VERIFIER);
    var answer = post(known.get("oauth.token-url"), form(tokens));
    var file =
        Gateway.object()
            .put("type", "authorized_user")
            .put("client_id", client)
            .put("client_secret", secret)
            .put("refresh_token", Answer.json(answer).path("refresh_token").asText())
            .put("quota_project_id", known.get("oauth.user-project"));
    return Files.writeString(folder.resolve("adc.json"), file.toPrettyString());
  }

  private static String code(String page, String client) throws Exception {
    var hash =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    Map<String, String> query = new LinkedHashMap<>();
    query.put("client_id", client);
    query.put("redirect_uri", REDIRECT);
    query.put("response_type", "code");
    query.put("scope", SCOPE);
    query.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    query.put("code_challenge_method", "S256");
    query.put("access_type", "offline");
    query.put("prompt", "consent");
    var agreed = new Browser().ask(URI.create(page + "?" + form(query)));
    assertThat(agreed.status()).as(agreed.body()).isEqualTo(302);
    return agreed.header("location").replaceFirst(".*[?&]code=([^&]*).*", "$1");
  }

  private static String post(String url, String form) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
