package dev.maestro.core;

import dev.maestro.api.Secret;

/**
 * What a vendor sent a browser back with. Nothing is checked yet; what is missing is null.
 *
 * @param path of the address it came to
 * @param error the vendor's word where the person said no
 * @param description the vendor's sentence about it; may hold anything
 */
public record BrowserReturn(
    String path, String state, Secret code, String error, String description) {}
