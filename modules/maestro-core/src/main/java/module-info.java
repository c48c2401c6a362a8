/** Sessions, vault, models, providers: everything the gateway offers, apart from HTTP. */
@SuppressWarnings({"requires-automatic", "module"})
module dev.maestro.core {
  requires transitive dev.maestro.api;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires com.github.benmanes.caffeine;
  requires com.ongres.scram.client;
  requires flyway.core;
  requires flyway.database.postgresql;
  requires io.vertx.circuitbreaker;
  requires io.vertx.sql.client;
  requires io.vertx.sql.client.pg;
  requires java.sql;
  requires org.postgresql.jdbc;
  requires org.slf4j;

  uses dev.maestro.api.provider.ProviderVerticle;

  exports dev.maestro.core to
      dev.maestro.gateway,
      dev.maestro.launcher;
  exports dev.maestro.core.settings to
      dev.maestro.gateway,
      dev.maestro.launcher;
  exports dev.maestro.core.store to
      dev.maestro.gateway,
      dev.maestro.launcher;
  exports dev.maestro.core.turn to
      dev.maestro.gateway;
  exports dev.maestro.core.vault to
      dev.maestro.gateway,
      dev.maestro.launcher;

  opens dev.maestro.core.model to
      com.fasterxml.jackson.databind;
}
