package dev.maestro.launcher.command;

import dev.maestro.api.Secret;
import dev.maestro.launcher.client.CommandFailed;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a vendor's API key comes from; without any of these it is asked for without echo. */
final class ApiKeySource {
  @Option(
      names = "--api-key-env",
      paramLabel = "VARIABLE",
      description = "Take the vendor's key from this environment variable.")
  private String variable;

  @Option(names = "--api-key-stdin", description = "Read the vendor's key from standard input.")
  private boolean stdin;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "The vendor's key itself. Other users of this machine can see it: rather not.")
  private String literal;

  static Secret read(ApiKeySource source, PrintWriter err) {
    if (source == null) {
      return prompt();
    }
    if (source.literal != null) {
      err.println(
          "Warning: --api-key shows the key to whoever lists processes, and in the shell's"
              + " history.");
      return Secret.of(source.literal);
    }
    return source.stdin ? fromStdin() : fromEnvironment(source.variable);
  }

  private static Secret fromEnvironment(String name) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> !value.isBlank())
        .map(value -> Secret.of(value.strip()))
        .orElseThrow(() -> new CommandFailed("The environment variable " + name + " is not set."));
  }

  private static Secret fromStdin() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null || line.isBlank()) {
        throw new CommandFailed("Standard input holds no key.");
      }
      return Secret.of(line.strip());
    } catch (IOException unreadable) {
      throw new CommandFailed("Standard input cannot be read.", unreadable);
    }
  }

  private static Secret prompt() {
    Console console = Terminal.console().orElseThrow(ApiKeySource::nowhere);
    char[] typed = console.readPassword("API key (not shown): ");
    if (typed == null || typed.length == 0) {
      throw nowhere();
    }
    return Secret.of(new String(typed).strip());
  }

  private static CommandFailed nowhere() {
    return new CommandFailed(
        "No key given. Use --api-key-env VARIABLE or --api-key-stdin, or type it in a terminal.");
  }
}
