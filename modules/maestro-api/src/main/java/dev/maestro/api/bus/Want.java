package dev.maestro.api.bus;

/** What the opener of a stream wants to get. */
public enum Want {
  /** The vendor's bytes. */
  RAW,
  /** Neutral events. */
  EVENTS,
  /** Both, where a conversation is stored beside being passed through. */
  BOTH;

  /** Whether bytes are wanted. */
  public boolean raw() {
    return this != EVENTS;
  }

  /** Whether events are wanted. */
  public boolean events() {
    return this != RAW;
  }
}
