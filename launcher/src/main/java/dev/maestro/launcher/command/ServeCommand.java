package dev.maestro.launcher.command;

import dev.maestro.core.settings.Settings;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.program.Closing;
import dev.maestro.launcher.program.Lifetime;
import dev.maestro.launcher.program.Program;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code maestro serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs the gateway until SIGTERM or Ctrl-C, which lets running streams end.",
    footer = {"", "Example: MAESTRO_HTTP_PORT=7421 maestro serve"})
public final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settings;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Closing closing = new Closing();
    try (Lifetime lifetime = Lifetime.of(closing)) {
      Program program =
          Progress.during(
              spec.commandLine().getErr(),
              "starting",
              () -> Program.start(settings.read(), closing));
      out.println(readyLine(program));
      if (program.port() > 0 && KeyOffers.isAnyIn(System.getenv())) {
        offerSessions(program, out);
      }
      lifetime.last();
    }
    return 0;
  }

  private static String readyLine(Program program) {
    Settings settings = program.settings();
    String where =
        program.port() > 0
            ? "Maestro listens on " + program.url()
            : "Maestro runs, without gateway";
    String key =
        settings.keys().admin().isPresent()
            ? "the setting admin.key"
            : settings.home().resolve("admin.key").toString();
    return where + "; home " + settings.home() + "; admin key in " + key;
  }

  private void offerSessions(Program program, PrintWriter out) {
    try (GatewayClient gateway = program.client()) {
      new KeyOffers(gateway, System.getenv(), Terminal.person(), out).make();
    } catch (CommandFailed failure) {
      out.println("The sessions could not be offered: " + failure.getMessage());
    }
  }
}
