package dev.maestro.core;

/**
 * How a login by the browser ended.
 *
 * @param session {@code PROVIDER/SESSION}, or null where the state belongs to none
 * @param done whether the session is logged in
 * @param message one or two sentences for the person; plain text that may hold the vendor's words,
 *     so it must be escaped
 */
public record LoginOutcome(String session, boolean done, String message) {}
