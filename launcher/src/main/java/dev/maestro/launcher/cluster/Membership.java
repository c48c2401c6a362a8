package dev.maestro.launcher.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.TcpIpConfig;
import dev.maestro.core.settings.ClusterSettings;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.util.Map;

/** How members find each other: by the addresses given, never by multicast; dead ones go fast. */
final class Membership {
  private static final int CONNECT_SECONDS = 2;

  // Seconds. A frozen member is noticed only by its missing heartbeats, and streams end within
  // three.
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "hazelcast.logging.type", "slf4j",
          "hazelcast.phone.home.enabled", "false",
          "hazelcast.wait.seconds.before.join", "0",
          "hazelcast.max.wait.seconds.before.join", "1",
          "hazelcast.socket.bind.any", "false",
          "hazelcast.shutdownhook.enabled", "false",
          "hazelcast.heartbeat.interval.seconds", "1",
          "hazelcast.max.no.heartbeat.seconds", "2");

  private Membership() {}

  static Config config(ClusterSettings cluster) {
    Config config = ConfigUtil.loadConfig();
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(cluster.port()).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface(cluster.host());
    join(network.getJoin(), cluster);
    PROPERTIES.forEach(config::setProperty);
    return config;
  }

  private static void join(JoinConfig join, ClusterSettings cluster) {
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    TcpIpConfig members = join.getTcpIpConfig().setEnabled(true);
    members.setConnectionTimeoutSeconds(CONNECT_SECONDS);
    members.addMember(cluster.host() + ":" + cluster.port());
    cluster.members().forEach(members::addMember);
  }
}
