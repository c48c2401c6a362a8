package dev.maestro.core;

import dev.maestro.api.Secret;

/**
 * A session that is wanted, as the client wrote it: nothing is checked yet, anything may be null.
 */
public record NewSession(
    String provider,
    String authType,
    String name,
    Secret apiKey,
    String organization,
    String project,
    Boolean isDefault) {}
