package dev.maestro.launcher.command;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.Settings;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.program.GatewayAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which running gateway a command speaks to, and with which key. */
final class Connection {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private SettingsOption settings;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of the gateway; by default the one in the settings.")
  private URI url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A Maestro key; by default MAESTRO_KEY, else the admin key under home.")
  private String key;

  /** Asks, with a line on standard error where the answer takes long. */
  <T> T ask(Function<GatewayClient, T> question) {
    try (GatewayClient gateway = open()) {
      return Progress.during(
          command.commandLine().getErr(),
          "waiting for " + gateway.base(),
          () -> question.apply(gateway));
    }
  }

  GatewayClient open() {
    Settings read = settings.read();
    URI address =
        Optional.ofNullable(url).orElse(GatewayAddress.of(read.http(), read.http().port()));
    return new GatewayClient(address, key(read), read.http().tls());
  }

  private Secret key(Settings read) {
    return Optional.ofNullable(key)
        .or(() -> Optional.ofNullable(System.getenv("MAESTRO_KEY")))
        .filter(given -> !given.isBlank())
        .map(Secret::of)
        .or(() -> read.keys().admin())
        .orElseGet(() -> fromFile(read.home().resolve("admin.key")));
  }

  private static Secret fromFile(Path file) {
    try {
      return Secret.of(Files.readString(file).strip());
    } catch (IOException unreadable) {
      throw new CommandFailed(
          "No key: "
              + file
              + " cannot be read. Start a gateway first (maestro serve), or give --key or"
              + " MAESTRO_KEY.",
          unreadable);
    }
  }
}
