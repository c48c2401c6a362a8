package dev.maestro.core;

import dev.maestro.api.oauth.LoginFlow;
import java.time.Instant;

/**
 * What a person has to do to log a session in.
 *
 * @param url the vendor's page
 * @param state the login's own, which comes back with the code
 * @param expiresAt when it is too late, or null for never
 */
public record AuthorizationView(String url, LoginFlow flow, String state, Instant expiresAt) {}
