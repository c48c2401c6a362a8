/** The three vendors' HTTP interfaces on loopback, for tests and for the demo. */
module dev.maestro.simulator {
  requires com.fasterxml.jackson.databind;
  requires transitive io.vertx.core;

  exports dev.maestro.simulator;
}
