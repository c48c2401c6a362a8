/** What a provider author compiles against: values, SPI, upstream HTTP, and the bus protocol. */
@SuppressWarnings("module") // core, gateway and the others are built after this module
module dev.maestro.api {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive io.vertx.core;
  requires org.slf4j;

  exports dev.maestro.api;
  exports dev.maestro.api.chat;
  exports dev.maestro.api.bus to
      dev.maestro.core,
      dev.maestro.gateway,
      dev.maestro.testkit,
      dev.maestro.launcher;
  exports dev.maestro.api.oauth;
  exports dev.maestro.api.provider;
  exports dev.maestro.api.upstream;

  opens dev.maestro.api to
      com.fasterxml.jackson.databind;
  opens dev.maestro.api.bus to
      com.fasterxml.jackson.databind;
  opens dev.maestro.api.chat to
      com.fasterxml.jackson.databind;
  opens dev.maestro.api.oauth to
      com.fasterxml.jackson.databind;
  opens dev.maestro.api.provider to
      com.fasterxml.jackson.databind;
}
