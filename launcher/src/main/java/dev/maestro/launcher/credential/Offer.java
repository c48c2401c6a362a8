package dev.maestro.launcher.credential;

import dev.maestro.api.Secret;

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

  boolean isSameSecretAs(Offer other) {
    return apiKey != null && apiKey.equals(other.apiKey) && provider.equals(other.provider);
  }
}
