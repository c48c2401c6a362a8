package dev.maestro.launcher.doctor;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.NodeRole;
import dev.maestro.core.settings.Settings;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.program.GatewayAddress;
import java.net.URI;

/** The gateway that runs on this home: its database is open, its port its own. */
record OwnGateway(Settings settings) {
  private static final String SUBJECT = "gateway";

  Finding finding() {
    int port = settings.http().port();
    if (port == 0 || !settings.roles().contains(NodeRole.GATEWAY)) {
      return Finding.ok(SUBJECT, "one runs on this home; where it listens is in its first line");
    }
    URI url = GatewayAddress.of(settings.http(), port);
    // Health needs no key.
    try (GatewayClient client = new GatewayClient(url, Secret.of("none"), settings.http().tls())) {
      client.call("GET", "/health/ready");
      return Finding.ok(SUBJECT, "it runs on this home and is ready at " + url);
    } catch (CommandFailed unready) {
      return Finding.problem(
          SUBJECT,
          "one runs on this home, but at %s: %s Was it started with other settings (http.port)?"
              .formatted(url, unready.getMessage()));
    }
  }
}
