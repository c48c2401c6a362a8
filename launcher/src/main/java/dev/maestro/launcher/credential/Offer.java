package dev.maestro.launcher.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.maestro.api.Secret;
import java.util.List;

/**
 * A session that can be made of a credential: by API key, or by another program's login.
 *
 * @param name a good one for the session
 * @param apiKey or null
 * @param credential the login as the other program keeps it, JSON; or null
 * @param organization or null
 * @param project or null
 * @param loggedOut the program that loses its login once Maestro has refreshed the token; null for
 *     none
 */
record Offer(
    String provider,
    String name,
    Secret apiKey,
    Secret credential,
    String organization,
    String project,
    String loggedOut) {
  private static final List<String> TOKENS =
      List.of("accessToken", "refreshToken", "access_token", "refresh_token", "private_key");

  static Offer key(String provider, String name, String key) {
    return new Offer(provider, name, Secret.of(key), null, null, null, null);
  }

  static Offer login(String provider, String name, String json) {
    return new Offer(provider, name, null, Secret.of(json), null, null, null);
  }

  Offer of(String organizationId, String projectId) {
    return new Offer(provider, name, apiKey, credential, organizationId, projectId, loggedOut);
  }

  Offer loggingOut(String program) {
    return new Offer(provider, name, apiKey, credential, organization, project, program);
  }

  /** Whether both hold the same key, or a token of the same login. */
  boolean isSameSecretAs(Offer other) {
    return provider.equals(other.provider)
        && secrets().stream().anyMatch(secret -> other.secrets().contains(secret));
  }

  private List<Secret> secrets() {
    if (apiKey != null) {
      return List.of(apiKey);
    }
    try {
      JsonNode login = JsonMapper.builder().build().readTree(credential.reveal());
      return TOKENS.stream()
          .flatMap(name -> login.findValuesAsText(name).stream())
          .filter(token -> !token.isBlank())
          .map(Secret::of)
          .toList();
    } catch (JsonProcessingException impossible) {
      return List.of(credential); // written by this program a moment ago
    }
  }
}
