/** HTTP and SSE routes, client keys, and the published contract. */
@SuppressWarnings("module") // the launcher is built after this module
module dev.maestro.gateway {
  requires transitive dev.maestro.core;
  requires transitive dev.maestro.dialect;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires io.vertx.jsonschema;
  requires io.vertx.web;
  requires org.slf4j;

  exports dev.maestro.gateway to
      dev.maestro.launcher;
}
