package dev.maestro.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A client key without the key.
 *
 * @param hint beginning and end of the key
 * @param sessions those it may use; empty means every one
 * @param lastUsedAt or null
 */
public record KeyView(
    String id,
    String name,
    String role,
    Optional<List<String>> sessions,
    String hint,
    Instant createdAt,
    Instant lastUsedAt) {}
