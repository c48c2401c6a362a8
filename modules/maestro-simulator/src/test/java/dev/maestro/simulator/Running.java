package dev.maestro.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One simulator for the tests of a class. */
final class Running implements BeforeAllCallback, AfterAllCallback {
  private final SimulatorOptions options;
  private Vertx vertx;
  private Simulator simulator;
  private Http http;

  Running(SimulatorOptions options) {
    this.options = options;
  }

  Running() {
    this(SimulatorOptions.defaults());
  }

  Simulator simulator() {
    return simulator;
  }

  Http http() {
    return http;
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    vertx = Vertx.vertx();
    simulator = await(Simulator.start(vertx, options));
    http = new Http(simulator);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    http.close();
    await(vertx.close());
  }
}
