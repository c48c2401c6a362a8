package dev.maestro.launcher.postgres;

import dev.maestro.core.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that outlived the gateway which started it. */
final class StalePostmaster {
  private static final Logger logger = LoggerFactory.getLogger(StalePostmaster.class);

  private StalePostmaster() {}

  // Stopped rather than adopted: only a child of ours tells us at once when it dies.
  static void stop(Path dataFolder, PostgresBinaries binaries, Account account)
      throws IOException, InterruptedException {
    Optional<ProcessHandle> stale = PostmasterFile.in(dataFolder).flatMap(PostmasterFile::process);
    if (stale.isEmpty()) {
      return;
    }
    long pid = stale.get().pid();
    logger.info(
        "Stopping PostgreSQL (process {}), which outlived the gateway that started it.", pid);
    Command.Outcome outcome = Postmaster.stop(binaries, account, dataFolder, "fast");
    if (!outcome.succeeded() && stale.get().isAlive()) {
      throw new StartRefusedException(
          "A PostgreSQL left over from an earlier run (process %d) does not stop: %s"
              .formatted(pid, outcome.output()),
          "Stop it with: kill -INT " + pid);
    }
  }
}
