package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.e2e.running.Folders;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.GatewayProcess;
import dev.maestro.e2e.running.UnpackedPostgres;
import dev.maestro.e2e.running.Until;
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
  private static final String PASSING = "sk-passing-for-a-while";

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
    vendors.simulator().addKey(Vendor.OPENAI, PASSING);
    refuse(second);
    process.close();
    vendors.simulator().addKey(Vendor.OPENAI, PASSING);
    var third = start();
    Until.so("a key is looked at again", () -> settled(third));
    assertThat(third.ask("GET", Gateway.path(Vendor.OPENAI, "survivor")).status()).isEqualTo(200);
    speaks(third, "survivor");
  }

  /** A key that the vendor takes no more, until somebody is told. */
  private void refuse(Gateway gateway) throws Exception {
    assertThat(gateway.create(Vendor.OPENAI, "passing", PASSING).status()).isEqualTo(201);
    vendors.simulator().removeKey(Vendor.OPENAI, PASSING);
    var question = Gateway.question(Gateway.model(Vendor.OPENAI), "hello").put("stream", false);
    assertThat(
            gateway
                .ask("POST", Gateway.path(Vendor.OPENAI, "passing") + "/chat", question)
                .status())
        .isEqualTo(401);
    Until.so("somebody is told", () -> !told(gateway).isEmpty());
    assertThat(settled(gateway)).isFalse();
  }

  private static JsonNode told(Gateway gateway) throws Exception {
    return gateway.ask("GET", "/api/notifications").json().path("notifications");
  }

  private static boolean settled(Gateway gateway) throws Exception {
    return told(gateway).path(0).hasNonNull("settled_at");
  }

  @Test
  void aSecondGatewayOnOneHomeNamesItAndLeaves() throws Exception {
    var first = start();
    try (var second = GatewayProcess.launch(home, vendors.settings())) {
      assertThat(second.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(second.process().exitValue()).isEqualTo(1);
      assertThat(second.output()).contains(home.toString());
    }
    assertThat(first.ask("GET", "/api/sessions").status()).isEqualTo(200);
  }
}
