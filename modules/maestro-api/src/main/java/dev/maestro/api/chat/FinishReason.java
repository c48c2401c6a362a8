package dev.maestro.api.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an answer ended, in the four words that every dialect can say. */
public enum FinishReason {
  STOP,
  LENGTH,
  TOOL_CALLS,
  CONTENT_FILTER;

  /** As the native API writes it: {@code tool_calls}. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
