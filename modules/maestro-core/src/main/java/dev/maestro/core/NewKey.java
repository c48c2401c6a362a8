package dev.maestro.core;

import dev.maestro.api.Secret;
import java.util.List;
import java.util.Optional;

/** A client key just made. The only time that the key itself is there to be shown. */
public record NewKey(
    String id, String name, String role, Optional<List<String>> sessions, Secret key) {}
