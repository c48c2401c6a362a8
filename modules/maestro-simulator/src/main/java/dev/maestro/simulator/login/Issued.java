package dev.maestro.simulator.login;

/**
 * Tokens as they go to a client.
 *
 * @param refresh empty where there is none to hand out
 * @param expiresIn seconds
 */
public record Issued(Grant grant, String access, String refresh, long expiresIn) {

  @Override
  public String toString() {
    return "Issued[" + grant.id() + "]";
  }
}
