package dev.maestro.launcher.command;

import java.io.Console;
import java.util.Optional;

/** The person before the program, where there is one. */
final class Terminal {
  private Terminal() {}

  /** Puts a question to the person; the answer is missing where the input has ended. */
  interface Person {
    Optional<String> answer(String question);
  }

  static Optional<Person> person() {
    return console()
        .map(console -> question -> Optional.ofNullable(console.readLine("%s", question)));
  }

  static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }
}
