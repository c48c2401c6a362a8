package dev.maestro.core.settings;

import dev.maestro.api.Secret;
import java.util.Optional;

/**
 * Which PostgreSQL to use.
 *
 * @param url {@code postgresql://user:password@host/database}; empty means embedded.
 */
public record DatabaseSettings(Optional<Secret> url) {}
