package dev.maestro.api.bus;

/** A call for one session: its id, never its secret. */
public record SessionCall(String session) {}
