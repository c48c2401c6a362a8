package dev.maestro.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterFileTest {
  private static final List<String> LINES =
      List.of("4711", "/data", "1700000000", "5432", "", "127.0.0.1", "  1 2", "ready   ");

  @Test
  void readsWhatPostgresqlWrites() {
    assertThat(PostmasterFile.parse(LINES))
        .contains(new PostmasterFile(4711, Instant.ofEpochSecond(1_700_000_000), 5432, true));
    assertThat(PostmasterFile.parse(LINES.subList(0, 7)).orElseThrow().ready()).isFalse();
  }

  @Test
  void aHalfWrittenOrMissingFileIsNone(@TempDir Path folder) throws Exception {
    assertThat(PostmasterFile.parse(List.of())).isEmpty();
    assertThat(PostmasterFile.parse(LINES.subList(0, 3))).isEmpty();
    assertThat(PostmasterFile.parse(List.of("x", "/data", "1", "2"))).isEmpty();
    assertThat(PostmasterFile.in(folder)).isEmpty();
  }

  @Test
  void aProcessOfAnotherKindUnderTheSameNumberIsNotOurs() {
    ProcessHandle self = ProcessHandle.current();
    Instant start = self.info().startInstant().orElseThrow();

    assertThat(new PostmasterFile(self.pid(), start, 5432, true).process()).isEmpty();
    assertThat(new PostmasterFile(Long.MAX_VALUE, start, 5432, true).process()).isEmpty();
  }
}
