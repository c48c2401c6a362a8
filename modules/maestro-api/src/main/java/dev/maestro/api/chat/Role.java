package dev.maestro.api.chat;

/**
 * Who speaks. Tool results stand in messages of role {@link #TOOL}; system text inside the
 * conversation is {@link #SYSTEM}.
 */
public enum Role {
  SYSTEM,
  USER,
  ASSISTANT,
  TOOL
}
