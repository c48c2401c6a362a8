package dev.maestro.api.provider;

import dev.maestro.api.AuthType;

/**
 * A session as its provider sees it, without the credential.
 *
 * @param id unique in the whole gateway
 * @param name unique within the provider
 * @param organization the vendor's organisation id, or null
 * @param project the vendor's project id, or null
 */
public record SessionFacts(
    String id,
    String provider,
    String name,
    AuthType authType,
    String organization,
    String project) {}
