package dev.maestro.launcher.cluster;

import dev.maestro.core.settings.ClusterSettings;
import dev.maestro.core.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.UUID;

/** This process among the others: its event bus, and the name under which streams reach it. */
public record Node(String name, Vertx vertx) {
  private static final int PING_MILLIS = 1_000;

  /** Alone, or as a member of the cluster; blocks until it has joined. */
  public static Node start(Settings settings) {
    ClusterSettings cluster = settings.cluster();
    return cluster.enabled()
        ? clustered(cluster)
        : new Node(UUID.randomUUID().toString(), Vertx.vertx());
  }

  private static Node clustered(ClusterSettings cluster) {
    Vertx vertx =
        Vertx.builder()
            .with(new VertxOptions().setEventBusOptions(bus(cluster.host())))
            .withClusterManager(new HazelcastClusterManager(Membership.config(cluster)))
            .buildClustered()
            .await();
    return new Node(cluster.host() + ":" + cluster.port(), vertx);
  }

  // Any free port: the members tell each other.
  private static EventBusOptions bus(String host) {
    return new EventBusOptions()
        .setHost(host)
        .setPort(0)
        .setClusterPublicHost(host)
        .setConnectTimeout(PING_MILLIS)
        .setClusterPingInterval(PING_MILLIS)
        .setClusterPingReplyInterval(PING_MILLIS);
  }
}
