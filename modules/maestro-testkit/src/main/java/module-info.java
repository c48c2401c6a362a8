/** The contract suite that every provider, built in or not, inherits. */
module dev.maestro.testkit {
  requires transitive dev.maestro.dialect;
  requires transitive io.vertx.core;
  requires org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports dev.maestro.testkit;
}
