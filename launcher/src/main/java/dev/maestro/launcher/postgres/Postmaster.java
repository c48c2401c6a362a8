package dev.maestro.launcher.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running server process of ours. */
final class Postmaster {
  private static final Logger logger = LoggerFactory.getLogger(Postmaster.class);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final int KEPT_LINES = 20;

  private final Process process;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final Thread reader;

  private Postmaster(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().name("postgres-log").start(this::readLog);
  }

  static Postmaster launch(PostgresBinaries binaries, Account account, Path dataFolder, int port)
      throws IOException {
    List<String> postgres =
        List.of(
            binaries.program("postgres").toString(),
            "-D",
            dataFolder.toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "port=" + port,
            "-c",
            "unix_socket_directories=",
            "-c",
            "shared_buffers=32MB",
            "-c",
            "max_connections=100",
            "-c",
            "max_wal_size=256MB",
            "-c",
            "log_checkpoints=off",
            // Details of an error may quote rows.
            "-c",
            "log_error_verbosity=terse");
    return new Postmaster(Command.builder(Session.detached(account.command(postgres))).start());
  }

  long pid() {
    return process.pid();
  }

  CompletableFuture<Process> ended() {
    return process.onExit();
  }

  /** Waits until it answers as itself; empty if it did, else why not. */
  Optional<String> awaitReady(
      DataFolder data,
      Administration administration,
      String database,
      Duration limit,
      CountDownLatch stopping)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    Optional<String> problem = Optional.of("nothing answered");
    while (problem.isPresent() && stopping.getCount() > 0 && System.nanoTime() < deadline) {
      if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        reader.join(Duration.ofSeconds(1));
        return Optional.of("it ended with code " + process.exitValue() + ": " + log());
      }
      if (saysReady(data.path())) {
        problem = administration.problem(database);
      }
    }
    return problem.map(
        last -> "it was not ready after " + limit.toSeconds() + " s: " + last + "\n" + log());
  }

  /** Stops it, open connections or not, without losing a commit. */
  void stop(PostgresBinaries binaries, Account account, Path dataFolder)
      throws InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    Command.Outcome outcome = stop(binaries, account, dataFolder, "fast");
    if (!process.waitFor(1, TimeUnit.SECONDS)) {
      logger.warn("PostgreSQL did not stop when asked ({}); it is stopped hard.", outcome.output());
      process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  // Not by Process.destroy: SIGTERM waits for clients, who may never leave.
  static Command.Outcome stop(
      PostgresBinaries binaries, Account account, Path dataFolder, String mode)
      throws InterruptedException {
    List<String> words =
        List.of(
            binaries.program("pg_ctl").toString(),
            "stop",
            "-D",
            dataFolder.toString(),
            "-m",
            mode,
            "-w",
            "-t",
            Long.toString(STOP_LIMIT.toSeconds()));
    return Command.run(account.command(words), STOP_LIMIT.plusSeconds(2));
  }

  /** Ends a server that never got ready and so has no clients; waits for it. */
  void end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  String log() {
    synchronized (lastLines) {
      return String.join("\n", lastLines);
    }
  }

  private boolean saysReady(Path dataFolder) throws IOException {
    return PostmasterFile.in(dataFolder)
        .filter(file -> file.pid() == process.pid() && file.ready())
        .isPresent();
  }

  private void readLog() {
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        if (line.contains("PANIC:") || line.contains("WARNING:")) {
          logger.warn("PostgreSQL: {}", line);
        } else {
          logger.debug("PostgreSQL: {}", line);
        }
      }
    } catch (IOException closed) {
      logger.debug("PostgreSQL's log ended: {}", closed.getMessage());
    }
  }

  private void keep(String line) {
    synchronized (lastLines) {
      lastLines.addLast(line);
      if (lastLines.size() > KEPT_LINES) {
        lastLines.removeFirst();
      }
    }
  }
}
