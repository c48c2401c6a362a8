package dev.maestro.launcher.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.SettingsSources;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.store.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir private Path home;
  @RegisterExtension private final TestDatabase database = new TestDatabase();

  @Test
  @Timeout(60)
  void answersTheAdminKeyAndNobodyElse() {
    try (Program program = Program.start(settings());
        GatewayClient admin = program.client()) {
      JsonNode sessions = admin.call("GET", "/api/sessions");
      assertThat(sessions.path("sessions").isArray()).isTrue();
    }
  }

  @Test
  @Timeout(60)
  void aSecondOneOnTheSameHomeIsRefusedAndTheFirstGoesOn() {
    try (Program first = Program.start(settings());
        GatewayClient admin = first.client()) {
      assertThatThrownBy(() -> Program.start(settings()))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("Another Maestro already runs on the home folder");
      assertThat(admin.call("GET", "/api/sessions").has("sessions")).isTrue();
    }
  }

  @Test
  @Timeout(60)
  void nothingAnswersOnceItIsClosedAndItsHomeIsFree() {
    Program program = Program.start(settings());
    program.close();
    try (GatewayClient admin = program.client()) {
      assertThatThrownBy(() -> admin.call("GET", "/api/sessions"))
          .isInstanceOf(CommandFailed.class);
    }
    try (Program again = Program.start(settings())) {
      assertThat(again.port()).isPositive();
    }
  }

  @Test
  @Timeout(60)
  void aTakenPortIsNamedAndLeavesNothingBehind() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Program.start(settings(taken.getLocalPort())))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("http.port (MAESTRO_HTTP_PORT)");
    }
    try (Program again = Program.start(settings())) {
      assertThat(again.port()).isPositive();
    }
  }

  private Settings settings() {
    return settings(0);
  }

  private Settings settings(int port) {
    return Settings.read(
        new SettingsSources(
            Map.of(
                "MAESTRO_HOME", home.toString(),
                "MAESTRO_HTTP_PORT", Integer.toString(port),
                "MAESTRO_DATABASE_URL", database.url().reveal()),
            "",
            "maestro.yaml",
            home,
            home,
            home));
  }
}
