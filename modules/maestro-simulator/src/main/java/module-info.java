/** Three LLM vendors on loopback, faithful enough for their own SDKs. */
module dev.maestro.simulator {
  requires dev.maestro.dialect;
  requires transitive io.vertx.core;
  requires io.vertx.web;
  requires org.slf4j;
}
