package dev.maestro.simulator;

import java.util.Locale;

/** A vendor that the simulator plays. */
public enum Vendor {
  ANTHROPIC,
  OPENAI,
  GEMINI;

  /** The vendor's name in paths, logs and control requests. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The key that a simulator with default options accepts for this vendor. */
  public String defaultKey() {
    return "sim-" + id() + "-key";
  }

  /** The path that this vendor's SDKs expect at the end of a base URL. */
  String basePath() {
    return this == OPENAI ? "/v1" : "";
  }
}
