package dev.maestro.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a running PostgreSQL writes about itself into {@code postmaster.pid}. It stays behind after
 * a kill.
 */
record PostmasterFile(long pid, Instant startedAt, int port, boolean ready) {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  static Optional<PostmasterFile> in(Path dataFolder) throws IOException {
    try {
      return parse(Files.readAllLines(dataFolder.resolve("postmaster.pid")));
    } catch (NoSuchFileException notRunning) {
      return Optional.empty();
    }
  }

  /**
   * Lines: 1 process id, 2 data folder, 3 start time, 4 port, 8 status. It is written in two steps,
   * so may be short.
   */
  static Optional<PostmasterFile> parse(List<String> lines) {
    if (lines.size() < 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PostmasterFile(
              Long.parseLong(lines.get(0).strip()),
              Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
              Integer.parseInt(lines.get(3).strip()),
              lines.size() >= 8 && lines.get(7).strip().equals("ready")));
    } catch (NumberFormatException halfWritten) {
      return Optional.empty();
    }
  }

  /** The process that wrote this, unless it is gone and its number is another's by now. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> handle.info().command().filter(PostmasterFile::isPostgres).isPresent())
        .filter(handle -> handle.info().startInstant().filter(this::isNearStart).isPresent());
  }

  private static boolean isPostgres(String command) {
    return command.endsWith("bin/postgres");
  }

  // The file names the moment PostgreSQL began, the system the moment the process was made.
  private boolean isNearStart(Instant processStart) {
    return Duration.between(processStart, startedAt).abs().compareTo(CLOCK_TOLERANCE) <= 0;
  }
}
