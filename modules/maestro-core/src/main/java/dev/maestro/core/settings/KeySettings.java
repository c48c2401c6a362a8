package dev.maestro.core.settings;

import dev.maestro.api.Secret;
import java.util.Optional;

/** Keys given explicitly; those left out are in files under home. */
public record KeySettings(Optional<Secret> admin, Optional<Secret> master) {}
