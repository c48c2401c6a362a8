package dev.maestro.api.upstream;

/**
 * One server-sent event.
 *
 * @param name the {@code event:} field, or null where there was none
 * @param data the {@code data:} lines joined with LF; never empty
 */
public record SseEvent(String name, String data) {}
