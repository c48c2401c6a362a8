package dev.maestro.api.bus;

/** What was asked is done and stored. */
public record Done() {}
