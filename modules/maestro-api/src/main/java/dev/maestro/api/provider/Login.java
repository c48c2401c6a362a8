package dev.maestro.api.provider;

import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Pkce;

/**
 * A login under way, for the time of one call. Never sent anywhere.
 *
 * @param session the session that is being logged in
 * @param redirectUri where the browser comes back to. When the login begins, the address that
 *     Maestro listens on, or null where it does not; afterwards what {@link OAuthPart#authorize}
 *     chose
 * @param state random, belongs to this login alone
 * @param verifier the PKCE verifier; {@link Pkce#challenge} makes the challenge of it
 * @param code what the vendor gave the person, without the state, or null before
 * @param credential what another program was given, in that program's own form, or null
 */
public record Login(
    SessionFacts session,
    String redirectUri,
    String state,
    Secret verifier,
    Secret code,
    Secret credential) {}
