package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.RunningCore.await;

import dev.maestro.launcher.store.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a core of its own, on an empty database. */
abstract class OnRunningCore {
  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path home;
  RunningCore core;

  @BeforeEach
  void start() throws Exception {
    core = RunningCore.start(database.vertx(), database.database(), home);
  }

  @AfterEach
  void stop() throws Exception {
    await(core.core().close());
  }
}
