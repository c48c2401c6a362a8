/** The program: main, command line, cluster, embedded PostgreSQL. */
@SuppressWarnings("requires-automatic")
module dev.maestro.launcher {
  requires dev.maestro.core;
  requires dev.maestro.gateway;
  requires dev.maestro.simulator;
  requires ch.qos.logback.classic;
  requires com.hazelcast.core;
  requires info.picocli;
  requires io.vertx.clustermanager.hazelcast;
  requires java.net.http;
  requires java.sql;
  requires org.slf4j;
  requires org.tukaani.xz;

  exports dev.maestro.launcher to
      info.picocli;
  exports dev.maestro.launcher.command to
      info.picocli;

  opens dev.maestro.launcher to
      info.picocli;
  opens dev.maestro.launcher.command to
      info.picocli;
}
