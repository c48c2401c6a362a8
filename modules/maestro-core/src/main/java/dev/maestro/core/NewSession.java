package dev.maestro.core;

import dev.maestro.api.Secret;

/**
 * A session that is wanted, as the client wrote it: nothing is checked yet, anything may be null.
 *
 * @param credential another program's login at the vendor, JSON as that program keeps it
 */
public record NewSession(
    String provider,
    String authType,
    String name,
    Secret apiKey,
    String organization,
    String project,
    Boolean isDefault,
    Secret credential) {}
