/** HTTP and SSE routes, client keys, and the published contract. */
module dev.maestro.gateway {
  requires transitive dev.maestro.core;
  requires dev.maestro.dialect;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires io.vertx.jsonschema;
  requires io.vertx.openapi;
  requires io.vertx.web;
  requires io.vertx.web.openapi.router;
  requires org.slf4j;
}
