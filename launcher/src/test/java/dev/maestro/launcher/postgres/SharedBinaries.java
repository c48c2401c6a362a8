package dev.maestro.launcher.postgres;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs unpacked once for all tests of a build: unpacking takes most of a first
 * start.
 */
public final class SharedBinaries {
  private SharedBinaries() {}

  public static void linkInto(Path home) throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "postgres-binaries").toAbsolutePath());
    PostgresBinaries shared = PostgresBinaries.unpackInto(parent);
    Path folder = Files.createDirectories(home.resolve("postgres"));
    Path target = folder.resolve(shared.version());
    try (Stream<Path> paths = Files.walk(shared.folder())) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        share(path, target.resolve(shared.folder().relativize(path)));
      }
    }
  }

  /** Removes a home when its server is stopped. */
  public static void delete(Path home) throws IOException {
    Folders.delete(home);
  }

  private static void share(Path from, Path to) throws IOException {
    try {
      if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
        Files.createLink(to, from);
        return;
      }
    } catch (FileSystemException anotherDisk) {
      Files.deleteIfExists(to);
    }
    Files.copy(from, to, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
