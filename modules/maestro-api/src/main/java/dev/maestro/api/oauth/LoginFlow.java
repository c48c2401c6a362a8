package dev.maestro.api.oauth;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a login comes to its end. */
public enum LoginFlow {
  /** The vendor shows a code, which the person brings back. */
  PASTE,
  /** The vendor sends the person's browser back to Maestro. */
  CALLBACK,
  /** Nobody has to do anything: a workload logs in by itself. */
  NONE;

  /** The name in JSON and in the database. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
