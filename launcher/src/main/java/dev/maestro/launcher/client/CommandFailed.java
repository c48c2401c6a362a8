package dev.maestro.launcher.client;

/** A command did not do its work; the message is all that its user needs to see. */
public class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailed(String message) {
    super(message);
  }

  public CommandFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
