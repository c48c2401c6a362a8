package dev.maestro.e2e.running;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs, unpacked once for all homes of a build by the launcher's tests: unpacking
 * takes most of a first start.
 */
public final class UnpackedPostgres {
  private UnpackedPostgres() {}

  /** Links them into a home that is new, and returns it; where there are none it stays empty. */
  public static Path into(Path home) throws IOException {
    var shared = GatewayProcess.distribution().resolveSibling("postgres-binaries");
    if (Files.isDirectory(shared)) {
      var postgres = Files.createDirectories(home.resolve("postgres"));
      for (var version : whole(shared)) {
        link(version, postgres.resolve(version.getFileName()));
      }
    }
    return home;
  }

  private static List<Path> whole(Path shared) throws IOException {
    try (Stream<Path> versions = Files.list(shared)) {
      return versions
          .filter(version -> !version.getFileName().toString().contains(".part-"))
          .toList();
    }
  }

  private static void link(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        share(path, to.resolve(from.relativize(path)));
      }
    }
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
