package dev.maestro.api.provider;

import dev.maestro.api.upstream.UpstreamClient;

/**
 * What a provider gets at deployment.
 *
 * @param id under which it answers
 * @param node the node it runs on
 * @param settings its own, complete with the declared fallbacks
 * @param vault its view of the vault
 * @param upstream HTTP to the vendor, closed by the base class
 */
public record ProviderContext(
    String id, String node, ProviderSettings settings, VaultView vault, UpstreamClient upstream) {}
