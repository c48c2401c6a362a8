package dev.maestro.simulator;

import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Runs a simulator until it is stopped: {@code --port N}, by default any free one. */
public final class SimulatorMain {
  private SimulatorMain() {}

  public static void main(String[] arguments) {
    Logger logger = System.getLogger(SimulatorMain.class.getName());
    SimulatorOptions options = SimulatorOptions.defaults();
    if (arguments.length == 2 && arguments[0].equals("--port")) {
      options = options.withPort(Integer.parseInt(arguments[1]));
    } else if (arguments.length > 0) {
      logger.log(Level.ERROR, "use: --port N");
      System.exit(2);
    }
    Vertx vertx = Vertx.vertx();
    Simulator.start(vertx, options)
        .onSuccess(simulator -> announce(logger, simulator))
        .onFailure(failure -> {
          logger.log(Level.ERROR, "the simulator does not start", failure);
          vertx.close();
        });
  }

  private static void announce(Logger logger, Simulator simulator) {
    for (Vendor vendor : Vendor.values()) {
      logger.log(
          Level.INFO,
          vendor.id() + " at " + simulator.baseUrl(vendor) + ", key " + vendor.defaultKey());
      logger.log(Level.INFO, vendor.id() + " logins: " + simulator.oauthSettings(vendor));
    }
  }
}
