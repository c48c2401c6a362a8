package dev.maestro.core.store;

/** What became of a new row that must be unique. */
public enum InsertOutcome {
  INSERTED,
  /** Another row has the same name; nothing was changed. */
  TAKEN
}
