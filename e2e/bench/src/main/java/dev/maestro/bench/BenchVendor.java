package dev.maestro.bench;

import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.SimulatorOptions;
import dev.maestro.simulator.Vendor;
import io.vertx.core.Vertx;

/** The vendor that the gateway and the direct client talk to. */
record BenchVendor(Vertx vertx, Simulator simulator) implements AutoCloseable {
  static final Vendor VENDOR = Vendor.OPENAI;

  static BenchVendor start() {
    var vertx = Vertx.vertx();
    return new BenchVendor(vertx, Simulator.start(vertx, SimulatorOptions.defaults()).await());
  }

  String baseUrl() {
    return simulator.baseUrl(VENDOR);
  }

  String key() {
    return VENDOR.defaultKey();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
