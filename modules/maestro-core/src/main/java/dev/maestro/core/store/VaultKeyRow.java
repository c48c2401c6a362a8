package dev.maestro.core.store;

import java.time.Instant;
import java.util.UUID;

/** A data key, wrapped by the master key of this fingerprint. */
public record VaultKeyRow(UUID id, Envelope wrapped, String masterFingerprint, Instant createdAt) {}
