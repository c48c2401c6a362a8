package dev.maestro.simulator.script;

/** Why an answer ends. */
public enum Stop {
  END,
  STOP_SEQUENCE,
  LENGTH,
  TOOL_CALLS,
  REFUSAL,
  FILTER,
  PAUSE
}
