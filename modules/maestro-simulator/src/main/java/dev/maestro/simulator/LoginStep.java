package dev.maestro.simulator;

/** A part of a vendor's login that faults can be forced on. */
public enum LoginStep {
  AUTHORIZE,
  /** The token endpoint: exchange, refresh, token exchange, assertion; the metadata server too. */
  TOKEN,
  CREATE_KEY,
  REVOKE,
  /** Everything else, such as profiles and abandoned hosts; nothing is forced there. */
  OTHER
}
