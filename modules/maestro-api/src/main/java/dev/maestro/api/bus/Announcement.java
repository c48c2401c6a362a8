package dev.maestro.api.bus;

import dev.maestro.api.provider.ProviderDescription;

/**
 * A provider says that it is there, or that it goes.
 *
 * @param instance one deployment of one jar; two versions may be there for a moment while one
 *     replaces the other
 * @param leaving true when it is being undeployed
 */
public record Announcement(String instance, ProviderDescription provider, boolean leaving) {}
