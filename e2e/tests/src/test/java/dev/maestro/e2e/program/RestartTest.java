package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Folders;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.GatewayProcess;
import dev.maestro.e2e.running.UnpackedPostgres;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was stored survives every kind of end. */
@ExtendWith(WithProcess.class)
class RestartTest {
  private final Vendors vendors;
  private Path folder;
  private Path home;
  private GatewayProcess process;

  RestartTest(Vendors vendors) {
    this.vendors = vendors;
  }

  @BeforeEach
  void makeHome() throws IOException {
    folder = Files.createTempDirectory("maestro-restart");
    home = UnpackedPostgres.into(folder.resolve("home"));
  }

  @AfterEach
  void leave() throws Exception {
    process.close();
    Folders.delete(folder);
  }

  private Gateway start() throws Exception {
    process = GatewayProcess.launch(home, vendors.settings());
    return process.ready();
  }

  private static void speaks(Gateway gateway, String session) throws Exception {
    assertThat(gateway.converse(Vendor.OPENAI, session, "hello").isFinished()).isTrue();
  }

  @Test
  void sessionsSurviveKillsOfTheGatewayAndOfItsDatabase() throws Exception {
    var first = start();
    assertThat(first.create(Vendor.OPENAI, "survivor", Vendor.OPENAI.defaultKey()).status())
        .isEqualTo(201);
    process.kill();
    var second = start();
    speaks(second, "survivor");

    GatewayProcess.database(home).destroyForcibly();
    speaks(second, "survivor");
    process.close();
    var third = start();
    assertThat(third.ask("GET", Gateway.path(Vendor.OPENAI, "survivor")).status()).isEqualTo(200);
    speaks(third, "survivor");
  }

  @Test
  void aSecondGatewayOnOneHomeNamesItAndLeaves() throws Exception {
    var first = start();
    try (var second = GatewayProcess.launch(home, vendors.settings())) {
      assertThat(second.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(second.process().exitValue()).isEqualTo(1);
      assertThat(second.output()).contains(home.toString());
    }
    assertThat(first.ask("GET", "/api/sessions").status()).isEqualTo(200);
  }
}
