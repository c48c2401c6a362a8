package dev.maestro.launcher.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A session of its own, in the terminal's sense. */
final class Session {
  private Session() {}

  /**
   * Keeps Control-C from the child where the system has setsid: the terminal sends it to every
   * process in the foreground, and the database must outlive the gateway's draining.
   */
  static List<String> detached(List<String> command) {
    if (Stream.of("/usr/bin/setsid", "/bin/setsid").map(Path::of).noneMatch(Files::isExecutable)) {
      return command;
    }
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(command);
    return words;
  }
}
