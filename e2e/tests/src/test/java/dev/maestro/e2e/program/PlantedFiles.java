package dev.maestro.e2e.program;

import dev.maestro.e2e.running.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Looks for what must stand nowhere. */
final class PlantedFiles {
  private PlantedFiles() {}

  /** Each file below a folder that holds one of the texts, with the text's first characters. */
  static List<String> with(Path folder, Collection<String> wanted) throws IOException {
    List<String> found = new ArrayList<>();
    for (var file : Folders.below(folder)) {
      var content = content(file);
      wanted.stream()
          .filter(content::contains)
          .map(text -> file + ": " + text.substring(0, Math.min(text.length(), 12)))
          .forEach(found::add);
    }
    return found;
  }

  /** Files of a running database come and go. */
  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
