package dev.maestro.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The one command of Maestro. */
@Command(
    name = "maestro",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "A self-hosted gateway to every LLM provider.")
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
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
