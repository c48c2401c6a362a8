package dev.maestro.launcher;

import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.WrongUse;
import dev.maestro.launcher.command.ChatCommand;
import dev.maestro.launcher.command.DemoCommand;
import dev.maestro.launcher.command.DoctorCommand;
import dev.maestro.launcher.command.ImportCommand;
import dev.maestro.launcher.command.KeysCommand;
import dev.maestro.launcher.command.LoginCommand;
import dev.maestro.launcher.command.ModelsCommand;
import dev.maestro.launcher.command.NotificationsCommand;
import dev.maestro.launcher.command.ProvidersCommand;
import dev.maestro.launcher.command.ServeCommand;
import dev.maestro.launcher.command.SessionsCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The one command of Maestro. Exit codes: 0 done, 1 failed, 2 wrong use. */
@Command(
    name = "maestro",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "A self-hosted gateway to every LLM provider.",
    footer = {"", "Example: maestro demo"},
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      LoginCommand.class,
      SessionsCommand.class,
      ModelsCommand.class,
      ChatCommand.class,
      KeysCommand.class,
      NotificationsCommand.class,
      ProvidersCommand.class,
      ImportCommand.class,
      DoctorCommand.class
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(
        commandLine(writer(FileDescriptor.out), writer(FileDescriptor.err)).execute(arguments));
  }

  /** The whole command line, printing there. */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> explain(failure, command.getErr()));
  }

  private static int explain(Exception failure, PrintWriter err) {
    if (failure instanceof WrongUse) {
      err.println(failure.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (failure instanceof StartRefusedException || failure instanceof CommandFailed) {
      err.println(failure.getMessage());
    } else {
      LoggerFactory.getLogger(Main.class).error("The command failed.", failure);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  // Whatever the locale says: what vendors send is Unicode.
  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The version that the build wrote into the module descriptor. */
  public static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getModule().getDescriptor().rawVersion().orElse("unreleased");
      return new String[] {"maestro " + version};
    }
  }
}
