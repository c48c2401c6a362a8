package dev.maestro.launcher.command;

import dev.maestro.launcher.demo.Demo;
import dev.maestro.launcher.program.Closing;
import dev.maestro.launcher.program.Lifetime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maestro demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Shows it at work against simulated vendors; needs no key.",
    footer = {
      "",
      "On each vendor one session by API key and one by OAuth: its models and a",
      "streamed answer.",
      "The state is kept apart, in the folder demo under home.",
      "",
      "Example: maestro demo --exit"
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--exit",
      description = "Leave at the end, with exit code 0 only if everything passed.")
  private boolean exit;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> environment = System.getenv();
    Path userHome = SettingsOption.userHome();
    Demo.Place place =
        new Demo.Place(environment, userHome, SettingsOption.distribution(), Path.of(""));
    Closing closing = new Closing();
    try (Lifetime lifetime = Lifetime.of(closing)) {
      Demo demo = Demo.start(place, out, closing);
      boolean passed = demo.run();
      if (!exit) {
        demo.printWhatToType();
        lifetime.last();
      }
      return passed ? 0 : 1;
    }
  }
}
