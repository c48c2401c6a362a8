package dev.maestro.launcher.home;

import dev.maestro.core.settings.StartRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One gateway for each home folder. The system gives the lock up when the process ends, however it
 * ends.
 */
public final class HomeLock implements AutoCloseable {
  private final FileChannel file;

  private HomeLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes {@code home/maestro.lock}, or refuses and names the process that has it. Makes the home
   * folder if need be.
   */
  public static HomeLock take(Path home) {
    try {
      Path path = Files.createDirectories(home).resolve("maestro.lock");
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Optional<FileLock> lock = tryLock(file);
      if (lock.isEmpty()) {
        throw refusal(home, holder(file));
      }
      writeHolder(file);
      return new HomeLock(file);
    } catch (IOException failure) {
      throw new StartRefusedException(
          "The home folder " + home + " cannot be used: " + failure,
          "Set home (MAESTRO_HOME) to a folder that you may write.",
          failure);
    }
  }

  /** Whether a gateway runs on this home. Where that cannot be seen, none is thought to. */
  public static boolean isHeld(Path home) {
    try (FileChannel file =
        FileChannel.open(
            home.resolve("maestro.lock"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return tryLock(file).isEmpty();
    } catch (IOException notThere) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static Optional<FileLock> tryLock(FileChannel file) throws IOException {
    try {
      return Optional.ofNullable(file.tryLock());
    } catch (OverlappingFileLockException ownProcess) {
      return Optional.empty();
    }
  }

  private static void writeHolder(FileChannel file) throws IOException {
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
    file.truncate(0);
    file.write(ByteBuffer.wrap(pid), 0);
  }

  private static String holder(FileChannel file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(32);
    int length = Math.max(0, file.read(buffer, 0));
    return new String(buffer.array(), 0, length, StandardCharsets.UTF_8).strip();
  }

  private static StartRefusedException refusal(Path home, String pid) {
    return new StartRefusedException(
        "Another Maestro already runs on the home folder %s%s."
            .formatted(home, pid.isEmpty() ? "" : " (process " + pid + ")"),
        "Stop it first, or give this one a home of its own: MAESTRO_HOME=/another/folder.");
  }
}
