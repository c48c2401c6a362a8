package dev.maestro.launcher.command;

import java.io.Console;
import java.util.Optional;

/** The person before the program, where there is one. */
final class Terminal {
  private Terminal() {}

  static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }
}
