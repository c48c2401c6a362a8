/** The contract suite that every provider, built in or not, inherits, and the rules of streams. */
module dev.maestro.testkit {
  requires transitive dev.maestro.api;
  requires transitive io.vertx.core;
  requires java.management;
  requires jdk.management;
  requires org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports dev.maestro.testkit;
  exports dev.maestro.testkit.grammar;
}
