package dev.maestro.api.chat;

/**
 * A client's wish that the vendor keeps everything up to and including the thing that carries it,
 * so that later requests which begin the same are cheaper. Vendors that decide by themselves what
 * to keep have no place for it.
 *
 * @param lifetime how long, in the words of the client's dialect ({@code 5m}, {@code 1h}), or null
 */
public record CacheMark(String lifetime) {}
