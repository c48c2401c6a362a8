package dev.maestro.core.provider;

import dev.maestro.api.provider.ProviderVerticle;
import java.util.function.Supplier;

/** What can be deployed as a provider, and the name of the jar it is from. */
public record Offer(String jar, Supplier<ProviderVerticle> verticle) {}
