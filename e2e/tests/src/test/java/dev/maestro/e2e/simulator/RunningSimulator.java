package dev.maestro.e2e.simulator;

import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.SimulatorOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One simulator for the tests of a class. */
final class RunningSimulator implements BeforeAllCallback, AfterAllCallback {
  private Vertx vertx;
  private Simulator simulator;

  Simulator simulator() {
    return simulator;
  }

  /** The nonce of the newest request. */
  String nonce() {
    return simulator.requests().getLast().nonce();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    vertx = Vertx.vertx();
    simulator = await(Simulator.start(vertx, SimulatorOptions.defaults()));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
