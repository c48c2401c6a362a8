package dev.maestro.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.core.settings.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir Path folder;

  @Test
  void makesTheHomeFolderAndNamesTheProcessInTheLock() throws Exception {
    Path home = folder.resolve("a/home");
    try (HomeLock lock = HomeLock.take(home)) {
      assertThat(lock).isNotNull();
      assertThat(Files.readString(home.resolve("maestro.lock")).strip())
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void aSecondProcessIsRefusedAndNamesTheFirstUntilThatOneIsKilled() throws Exception {
    Process other = LockHolder.start(folder);
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("locked");

      assertThatThrownBy(() -> HomeLock.take(folder))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContainingAll("process " + other.pid(), folder.toString(), "MAESTRO_HOME");
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();

    HomeLock.take(folder).close();
  }

  @Test
  void aHomeThatCannotBeWrittenIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> HomeLock.take(file))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(file.toString());
  }
}
