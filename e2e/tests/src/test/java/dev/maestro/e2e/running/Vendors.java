package dev.maestro.e2e.running;

import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.SimulatorOptions;
import dev.maestro.simulator.Vendor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The three vendors, simulated, for the gateways of a test run. */
public record Vendors(Vertx vertx, Simulator simulator) implements AutoCloseable {
  private static final int SECONDS = 20;

  public static Vendors start() {
    var vertx = Vertx.vertx();
    return new Vendors(vertx, await(Simulator.start(vertx, SimulatorOptions.defaults())));
  }

  /** Where each vendor is, by the setting that tells a gateway. */
  public Map<String, String> settings() {
    var settings = new TreeMap<String, String>();
    for (var vendor : Vendor.values()) {
      settings.put("providers." + vendor.id() + ".base-url", simulator.baseUrl(vendor));
    }
    return settings;
  }

  /** Where each vendor's logins are, by the setting that tells a gateway. */
  public Map<String, String> loginSettings() {
    var settings = new TreeMap<String, String>();
    for (var vendor : Vendor.values()) {
      simulator
          .oauthSettings(vendor)
          .forEach((name, value) -> settings.put("providers." + vendor.id() + "." + name, value));
    }
    return settings;
  }

  /** The number of the newest request. */
  public long newest() {
    var requests = simulator.requests();
    return requests.isEmpty() ? 0 : requests.getLast().seq();
  }

  /** The first conversation after that number, once it is as wanted. */
  public ReceivedRequest conversation(long after, Predicate<ReceivedRequest> wanted) {
    return await(
        simulator.awaitRequest(request ->
            request.seq() > after
                && request.method().equals("POST")
                && !request.path().matches("/(auth|api/oauth)/.*")
                && wanted.test(request)));
  }

  public static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(SECONDS, TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
