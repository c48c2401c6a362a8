package dev.maestro.simulator.anthropic;

import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.login.Grant;
import dev.maestro.simulator.login.TokenShape;
import java.time.Instant;

/** Opaque tokens, known by their beginnings. */
public final class AnthropicTokens implements TokenShape {
  static final String ACCESS = "sk-ant-oat01-";

  @Override
  public String access(Grant grant, Instant issuedAt, Instant expiresAt) {
    return Ids.random(ACCESS, 95);
  }

  @Override
  public String refresh() {
    return Ids.random("sk-ant-ort01-", 95);
  }

  @Override
  public boolean rotates() {
    return true;
  }
}
