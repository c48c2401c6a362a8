package dev.maestro.core;

import dev.maestro.api.Secret;

/**
 * What is to be another at a session that is there; what is null stays as it is.
 *
 * @param isDefault whether it is its provider's default session, which takes the mark from the
 *     other
 * @param apiKey the key that takes the place of the old one
 */
public record SessionChange(Boolean isDefault, Secret apiKey) {}
