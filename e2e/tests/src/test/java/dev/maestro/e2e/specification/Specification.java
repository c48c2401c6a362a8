package dev.maestro.e2e.specification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of docs/specification.md. */
record Specification(List<Row> rows) {
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /** One line of the table: what is asked for, and what fulfils it. */
  record Row(String id, String asked, String answer) {
    /** Classes, methods and files that the answer names; settings and options are not. */
    List<String> names() {
      return NAME.matcher(answer)
          .results()
          .map((MatchResult name) -> name.group(1))
          .filter(name -> isFile(name) || isClass(name))
          .toList();
    }

    boolean isAnswered() {
      return !names().isEmpty()
          || answer.startsWith("not yet")
          || answer.matches("does not apply.*: .+");
    }
  }

  static Specification read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return new Specification(
          lines
              .filter(line -> line.startsWith("| F") || line.startsWith("| AC") || isMetric(line))
              .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
              .map(cells -> new Row(cells.get(1), cells.get(2), cells.get(3)))
              .toList());
    }
  }

  static boolean isFile(String name) {
    return name.contains("/");
  }

  private static boolean isClass(String name) {
    return name.matches("(dev\\.maestro\\.[\\w.]*\\.)?[A-Z]\\w+(#\\w+)?");
  }

  private static boolean isMetric(String line) {
    return line.matches("\\| M\\d+ .*");
  }
}
