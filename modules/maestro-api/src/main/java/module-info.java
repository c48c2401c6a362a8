/** What a provider author compiles against: values, SPI, upstream HTTP, and the bus protocol. */
module dev.maestro.api {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive io.vertx.core;
  requires org.slf4j;
}
