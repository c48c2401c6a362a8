package dev.maestro.e2e.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of a test run. */
public final class Folders {
  private Folders() {}

  /** Deletes what can be deleted: a database that is still leaving may hold on to a file. */
  public static void delete(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.walk(folder)) {
      found = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (var file : found) {
      Files.deleteIfExists(file);
    }
  }
}
