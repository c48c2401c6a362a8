package dev.maestro.core;

/** What a model string means. */
public record Target(SessionView session, String model) {}
