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
import picocli.CommandLine.ParameterException;
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
      description = "A Maestro key; by default MAESTRO_KEY, else, on this machine, its admin key.")
  private String key;

  @Option(
      names = "--insecure",
      description = "Allow --url to be http on another machine: key and answers go in clear.")
  private boolean insecure;

  /** This one; what is not given here is as it was given there. */
  Connection within(Connection outer) {
    url = url == null ? outer.url : url;
    key = key == null ? outer.key : key;
    insecure |= outer.insecure;
    settings.within(outer.settings);
    return this;
  }

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
    if (url == null) {
      URI own = GatewayAddress.of(read.http(), read.http().port());
      return new GatewayClient(own, given().orElseGet(() -> own(read)), read.http().tls());
    }
    GatewayUrl named = new GatewayUrl(url);
    named
        .problem(insecure)
        .ifPresent(problem -> {
          throw new ParameterException(command.commandLine(), problem);
        });
    Secret shown = given().orElseGet(() -> named.isHere() ? own(read) : nobodysKey());
    return new GatewayClient(url, shown, read.http().tls());
  }

  private Optional<Secret> given() {
    return Optional.ofNullable(key)
        .or(() -> Optional.ofNullable(System.getenv("MAESTRO_KEY")))
        .filter(given -> !given.isBlank())
        .map(Secret::of);
  }

  private static Secret own(Settings read) {
    return read.keys().admin().orElseGet(() -> fromFile(read.home().resolve("admin.key")));
  }

  private Secret nobodysKey() {
    throw new ParameterException(
        command.commandLine(),
        "--key: give the key for %s, or set MAESTRO_KEY; the admin key of this machine is not sent to"
                .formatted(url)
            + " another");
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
