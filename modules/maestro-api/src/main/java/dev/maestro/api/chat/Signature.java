package dev.maestro.api.chat;

import dev.maestro.api.Dialect;

/**
 * A vendor's proof that a block is its own; useless to any other vendor.
 *
 * @param origin the dialect it came in
 * @param value as it came
 */
public record Signature(Dialect origin, String value) {}
