package dev.maestro.api.provider;

import dev.maestro.api.Secret;

/** A session with its credential, for the time of one call. Never sent anywhere. */
public record OpenSession(SessionFacts facts, Secret secret) {}
