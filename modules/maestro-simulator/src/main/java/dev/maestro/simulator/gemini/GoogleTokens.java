package dev.maestro.simulator.gemini;

import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.login.Grant;
import dev.maestro.simulator.login.TokenShape;
import java.time.Instant;

/** Google's tokens: refreshing one gives no other refresh token. */
public final class GoogleTokens implements TokenShape {
  @Override
  public String access(Grant grant, Instant issuedAt, Instant expiresAt) {
    return Ids.random("ya29.", 120);
  }

  @Override
  public String refresh() {
    return Ids.random("1//0", 90);
  }

  @Override
  public boolean rotates() {
    return false;
  }
}
