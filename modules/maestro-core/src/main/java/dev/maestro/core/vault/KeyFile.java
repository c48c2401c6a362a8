package dev.maestro.core.vault;

import dev.maestro.api.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A file that holds one key and that its owner alone may read. All methods block. */
final class KeyFile {
  private final Path path;

  KeyFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  Optional<Secret> read() throws IOException {
    try {
      String text = Files.readString(path).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  // On disk before its name is: a key that sealed something must survive a loss of power.
  void write(Secret key) throws IOException {
    Path partial = path.resolveSibling(path.getFileName() + ".part");
    Files.deleteIfExists(partial);
    try (FileChannel file =
        FileChannel.open(
            partial,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer text = ByteBuffer.wrap((key.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        file.write(text);
      }
      file.force(true);
    }
    move(partial, path);
  }

  void replace(KeyFile other) throws IOException {
    move(path, other.path);
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
