package dev.maestro.simulator.login;

import java.time.Instant;

/** How a vendor's tokens look, and whether a refresh token is good only once. */
public interface TokenShape {

  String access(Grant grant, Instant issuedAt, Instant expiresAt);

  String refresh();

  boolean rotates();
}
