package dev.maestro.core.settings;

/** Where browsers come back to after a login. */
public record CallbackSettings(String host, int port) {}
