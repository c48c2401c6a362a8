package dev.maestro.launcher.demo;

import ch.qos.logback.classic.Level;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.SettingsSources;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.program.Closing;
import dev.maestro.launcher.program.Program;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.SimulatorOptions;
import dev.maestro.simulator.Vendor;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway in front of three simulated vendors, shown at work over its own HTTP API. */
public final class Demo {
  private static final int PORT = 7420;

  private final PrintWriter out;
  private final Simulator simulator;
  private final Program program;

  private Demo(PrintWriter out, Simulator simulator, Program program) {
    this.out = out;
    this.simulator = simulator;
    this.program = program;
  }

  /** Where it runs. */
  public record Place(
      Map<String, String> environment, Path userHome, Path distribution, Path workingDirectory) {
    public Place {
      environment = Map.copyOf(environment);
    }

    Path home() {
      return Optional.ofNullable(environment.get("MAESTRO_HOME"))
          .filter(home -> !home.isBlank())
          .map(home -> workingDirectory.toAbsolutePath().resolve(home))
          .orElse(userHome.resolve(".maestro"))
          .resolve("demo");
    }

    /** Not shown: the environment may hold keys. */
    @Override
    public String toString() {
      return "Place[" + home() + "]";
    }
  }

  /** Starts PostgreSQL, simulator and gateway into {@code closing}; returns when all answer. */
  public static Demo start(Place place, PrintWriter out, Closing closing) {
    quiet();
    out.println("Starting PostgreSQL, three simulated vendors and the gateway …");
    out.flush();
    Vertx vertx = Vertx.vertx();
    closing.add(() -> vertx.close().await());
    Simulator simulator = Simulator.start(vertx, SimulatorOptions.defaults()).await();
    Program program = Program.start(settings(place, simulator), closing);
    out.printf("The gateway listens on %s; home %s%n", program.url(), program.settings().home());
    return new Demo(out, simulator, program);
  }

  /** Goes through all six; true if everything was as it should be. */
  public boolean run() {
    List<DemoResult> results = new ArrayList<>();
    try (GatewayClient gateway = program.client()) {
      for (DemoSession session : DemoSession.ALL) {
        results.add(new DemoRun(gateway, simulator, out).of(session));
      }
    }
    DemoResult.print(results, out);
    boolean passed = results.stream().allMatch(DemoResult::complete);
    out.println(passed ? "Everything passed." : "Not everything passed.");
    out.flush();
    return passed;
  }

  public void printWhatToType() {
    DemoLines.print(program, out);
  }

  // The story on the terminal is not interrupted by what the parts log of themselves.
  private static void quiet() {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.WARN);
    }
  }

  // Nothing of the user's settings: this is no place for real keys or real data.
  private static Settings settings(Place place, Simulator simulator) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MAESTRO_HOME", place.home().toString());
    environment.put("MAESTRO_HTTP_PORT", port(place));
    environment.put("MAESTRO_OAUTH_CALLBACK_PORT", "0");
    for (Vendor vendor : Vendor.values()) {
      environment.put(variable(vendor, "base-url"), simulator.baseUrl(vendor));
      simulator
          .oauthSettings(vendor)
          .forEach((name, value) -> environment.put(variable(vendor, name), value));
    }
    return Settings.read(
        new SettingsSources(
            environment,
            "",
            "maestro.yaml",
            place.workingDirectory().toAbsolutePath(),
            place.userHome(),
            place.distribution()));
  }

  private static String variable(Vendor vendor, String setting) {
    return ("MAESTRO_PROVIDERS_" + vendor.id() + "_" + setting)
        .toUpperCase(Locale.ROOT)
        .replace('.', '_')
        .replace('-', '_');
  }

  private static String port(Place place) {
    return Optional.ofNullable(place.environment().get("MAESTRO_HTTP_PORT"))
        .filter(port -> !port.isBlank())
        .orElseGet(() -> isFree(PORT) ? Integer.toString(PORT) : "0");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
