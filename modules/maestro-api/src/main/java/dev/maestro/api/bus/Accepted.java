package dev.maestro.api.bus;

/** A stream will be served by this node; credits, cancel and body go there. */
public record Accepted(String node) {}
