package dev.maestro.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
  @Test
  void namesTheArchiveOfEachMachine() {
    assertThat(PostgresBinaries.archiveName("Linux", "amd64", false))
        .isEqualTo("postgres-linux-x86_64.txz");
    assertThat(PostgresBinaries.archiveName("Linux", "amd64", true))
        .isEqualTo("postgres-linux-x86_64-alpine_linux.txz");
    assertThat(PostgresBinaries.archiveName("Linux", "aarch64", false))
        .isEqualTo("postgres-linux-arm_64.txz");
    assertThat(PostgresBinaries.archiveName("Mac OS X", "aarch64", false))
        .isEqualTo("postgres-darwin-arm_64.txz");
    assertThat(PostgresBinaries.archiveName("Mac OS X", "x86_64", false))
        .isEqualTo("postgres-darwin-x86_64.txz");
  }

  @Test
  void unpacksWholeOrNotAtAll(@TempDir Path folder) throws Exception {
    PostgresBinaries binaries = PostgresBinaries.unpackInto(folder);

    assertThat(binaries.majorVersion()).isGreaterThanOrEqualTo(18);
    assertThat(binaries.folder()).isEqualTo(folder.resolve(binaries.version()));
    assertThat(binaries.program("postgres")).isExecutable();
    assertThat(
            Command.run(
                    java.util.List.of(binaries.program("postgres").toString(), "--version"),
                    java.time.Duration.ofSeconds(10))
                .output())
        .contains(binaries.version().substring(0, 4));
    try (var entries = Files.list(folder)) {
      assertThat(entries).as("no partial folder is left").containsExactly(binaries.folder());
    }
  }

  @Test
  void unpackedBinariesAreNotTouchedAgain(@TempDir Path folder) throws Exception {
    PostgresBinaries first = PostgresBinaries.unpackInto(folder);
    Files.delete(first.program("initdb"));

    assertThat(PostgresBinaries.unpackInto(folder)).isEqualTo(first);
    assertThat(first.program("initdb")).doesNotExist();
  }
}
