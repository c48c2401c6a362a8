package dev.maestro.api.bus;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.UUID;

/** Two clustered nodes on loopback. */
record Pair(Vertx a, Vertx b) {
  private static final int LOWEST_PORT = 10_000;
  private static final int PORTS = 20_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  static Pair start() {
    int first = freePort();
    int second = freePort();
    String cluster = UUID.randomUUID().toString();
    return new Pair(node(cluster, "a", first, second), node(cluster, "b", second, first));
  }

  void close() {
    Ends.await(b.close());
    Ends.await(a.close());
  }

  private static Vertx node(String cluster, String name, int own, int other) {
    Config config = ConfigUtil.loadConfig().setClusterName(cluster);
    NetworkConfig network = config.getNetworkConfig().setPort(own).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(2)
        .addMember("127.0.0.1:" + own)
        .addMember("127.0.0.1:" + other);
    config
        .setProperty("hazelcast.logging.type", "none")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.max.wait.seconds.before.join", "1")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "2");
    EventBusOptions bus =
        new EventBusOptions().setHost("127.0.0.1").setClusterPublicHost("127.0.0.1");
    Vertx vertx =
        Ends.await(
            Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(bus))
                .withClusterManager(new HazelcastClusterManager(config))
                .buildClustered());
    BusCodecs.register(vertx.eventBus());
    Ends.await(vertx.deployVerticle(new StreamNode(name)));
    return vertx;
  }

  /** One that nobody has, below those that a kernel gives to whoever asks for any. */
  private static int freePort() {
    while (true) {
      int port = LOWEST_PORT + RANDOM.nextInt(PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // another one, then
      } catch (IOException none) {
        throw new UncheckedIOException(none);
      }
    }
  }
}
