package dev.maestro.api.bus;

/**
 * A call for a login under way: its id, never its secrets.
 *
 * @param callback where Maestro listens for the browser, or null where it does not
 */
public record LoginCall(String login, String callback) {}
