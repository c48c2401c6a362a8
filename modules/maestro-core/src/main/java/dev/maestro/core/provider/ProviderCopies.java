package dev.maestro.core.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Finds jars in the folders for providers, and copies each before it is loaded, so that the
 * original can be replaced or deleted at will. All methods block.
 *
 * @param folders where to look; one that does not exist holds nothing
 * @param work for the copies; emptied at start
 */
record ProviderCopies(List<Path> folders, Path work) {

  /** A jar, or a folder with jars, in name order. */
  List<Path> found() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> entries = Files.list(folder)) {
          entries.filter(ProviderCopies::isProvider).sorted().forEach(found::add);
        }
      }
    }
    return found;
  }

  Path copy(Path provider) throws IOException {
    Path copy = Files.createDirectories(work.resolve(UUID.randomUUID().toString()));
    for (Path jar : jars(provider)) {
      Files.copy(jar, copy.resolve(jar.getFileName()));
    }
    return copy;
  }

  void clear() throws IOException {
    if (Files.isDirectory(work)) {
      try (Stream<Path> old = Files.walk(work)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static List<Path> jars(Path provider) throws IOException {
    if (isJar(provider)) {
      return List.of(provider);
    }
    try (Stream<Path> files = Files.list(provider)) {
      return files.filter(ProviderCopies::isJar).sorted().toList();
    }
  }

  private static boolean isProvider(Path path) {
    return isJar(path) || Files.isDirectory(path);
  }

  private static boolean isJar(Path path) {
    return path.getFileName().toString().endsWith(".jar") && Files.isRegularFile(path);
  }
}
