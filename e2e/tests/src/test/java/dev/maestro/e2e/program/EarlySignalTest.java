package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Folders;
import dev.maestro.e2e.running.GatewayProcess;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal while the gateway still starts ends it, and its database with it. */
@Timeout(120)
class EarlySignalTest {
  private static final String READY = "Maestro listens";

  private Path folder;
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    folder = Files.createTempDirectory("maestro-signal");
    home = folder.resolve("home");
  }

  @AfterEach
  void deleteHome() throws IOException {
    Folders.delete(folder);
  }

  /** The stages of a first start, by what each leaves on the disk when it begins. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres",
        "postgres/unfinished-*",
        "postgres/data",
        "postgres/data/postmaster.pid"
      })
  void noDatabaseStaysBehindWhenItIsStoppedBeforeItIsReady(String stage) throws Exception {
    var gateway = GatewayProcess.launch(home, Map.of());
    try {
      await(gateway, stage);
      gateway.process().destroy();
      assertThat(gateway.process().waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(gateway.output()).as("it was stopped before").doesNotContain(READY);
      assertThat(left()).as(gateway.output()).isEmpty();
    } finally {
      gateway.close();
      left().forEach(ProcessHandle::destroyForcibly);
    }
  }

  private void await(GatewayProcess gateway, String stage) throws Exception {
    var wanted = FileSystems.getDefault().getPathMatcher("glob:" + home.resolve(stage));
    while (!exists(wanted::matches, home.resolve(stage).getParent())) {
      assertThat(gateway.process().waitFor(2, TimeUnit.MILLISECONDS))
          .as(gateway.output())
          .isFalse();
    }
  }

  private static boolean exists(Predicate<Path> wanted, Path parent) {
    try (Stream<Path> files = Files.list(parent)) {
      return files.anyMatch(wanted);
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Every process that works on this home. */
  private List<ProcessHandle> left() {
    return ProcessHandle.allProcesses()
        .filter(process ->
            process.info().commandLine().orElse("").contains(home.toString()) && process.isAlive())
        .toList();
  }
}
