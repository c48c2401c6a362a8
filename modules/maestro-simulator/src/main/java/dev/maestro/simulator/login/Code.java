package dev.maestro.simulator.login;

/** An authorization code's binding. The code itself is the key under which this is kept. */
record Code(Terms terms, String redirectUri, String challenge, String state, long expiresAt) {

  @Override
  public String toString() {
    return "Code[client=" + terms.clientId() + "]";
  }
}
