package dev.maestro.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir Path folder;
  private Path working;
  private Path home;

  @BeforeEach
  void makeFolders() throws IOException {
    working = Files.createDirectory(folder.resolve("working"));
    home = Files.createDirectories(folder.resolve("user/.maestro"));
  }

  @Test
  void theNamedFileComesBeforeTheWorkingDirectorysAndThatBeforeHomes() throws IOException {
    assertThat(read(Optional.empty(), Map.of()).yaml()).isEmpty();
    Files.writeString(home.resolve("maestro.yaml"), "http.port: 1");
    assertThat(read(Optional.empty(), Map.of()).yaml()).isEqualTo("http.port: 1");
    Files.writeString(working.resolve("maestro.yaml"), "http.port: 2");
    assertThat(read(Optional.empty(), Map.of()).yaml()).isEqualTo("http.port: 2");
    Files.writeString(working.resolve("named.yaml"), "http.port: 3");
    assertThat(read(Optional.of(Path.of("named.yaml")), Map.of()).yaml()).isEqualTo("http.port: 3");
  }

  @Test
  void homeIsWhereTheEnvironmentSays() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("maestro.yaml"), "http.port: 4");

    SettingsSources sources = read(Optional.empty(), Map.of("MAESTRO_HOME", other.toString()));

    assertThat(sources.yaml()).isEqualTo("http.port: 4");
    assertThat(Settings.read(sources).home()).isEqualTo(other);
    assertThat(Settings.read(sources).http().port()).isEqualTo(4);
  }

  @Test
  void aNamedFileThatIsMissingIsRefused() {
    assertThatThrownBy(() -> read(Optional.of(Path.of("missing.yaml")), Map.of()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("missing.yaml");
  }

  private SettingsSources read(Optional<Path> named, Map<String, String> environment) {
    return SettingsFile.read(named, environment, working, folder.resolve("user"), folder);
  }
}
