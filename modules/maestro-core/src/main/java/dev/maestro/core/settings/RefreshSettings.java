package dev.maestro.core.settings;

import java.time.Duration;

/** How often tokens are looked at, and how long before their end they are renewed. */
public record RefreshSettings(Duration every, Duration ahead) {}
