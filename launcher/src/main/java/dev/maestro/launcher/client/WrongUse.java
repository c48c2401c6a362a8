package dev.maestro.launcher.client;

/** A command was asked for what it cannot do, as only the gateway could tell. */
public final class WrongUse extends CommandFailed {
  private static final long serialVersionUID = 1L;

  public WrongUse(String message) {
    super(message);
  }
}
