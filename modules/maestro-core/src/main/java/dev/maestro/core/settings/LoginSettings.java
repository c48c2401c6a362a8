package dev.maestro.core.settings;

import java.time.Duration;
import java.util.Optional;

/** How long a login waits for its person; empty: for ever. */
public record LoginSettings(Optional<Duration> expires) {}
