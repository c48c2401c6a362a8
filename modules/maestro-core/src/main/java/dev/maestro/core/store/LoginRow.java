package dev.maestro.core.store;

import dev.maestro.api.oauth.LoginFlow;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A login under way.
 *
 * @param secrets state and verifier
 * @param code what the person brought back, once it is there
 * @param credential another program's login, where that is what the session is made of
 * @param redirectUri where the vendor sends the browser
 * @param expiresAt empty for never
 * @param expired whether that was, by the database's clock, or its exchange came to no end in time
 * @param claimed whether its state was used
 * @param underWay whether something may still come back, or is being exchanged
 */
public record LoginRow(
    UUID id,
    UUID session,
    String stateHash,
    Envelope secrets,
    Optional<Envelope> code,
    Optional<Envelope> credential,
    LoginFlow flow,
    Optional<String> redirectUri,
    boolean asDefault,
    Optional<Instant> expiresAt,
    boolean expired,
    boolean claimed,
    boolean underWay) {}
