package dev.maestro.e2e.race;

import dev.maestro.e2e.running.Folders;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.GatewayProcess;
import dev.maestro.e2e.running.UnpackedPostgres;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three gateways as processes on one database, each by a way of its own that can be cut; and the
 * vendors, who see which of them asks for tokens.
 */
final class Fleet implements AutoCloseable {
  static final int SIZE = 3;

  /** One of them. */
  record Node(GatewayProcess process, Gateway gateway, Wire wire) {}

  final Vendors vendors = Vendors.start();
  final List<Node> nodes = new ArrayList<>();
  private final List<Map<String, String>> settings = new ArrayList<>();
  private final String adminKey = UUID.randomUUID().toString();
  private final Path folder = Files.createTempDirectory("maestro-race");
  private final EmbeddedPostgres database =
      EmbeddedPostgres.start(UnpackedPostgres.into(folder.resolve("database")));

  private Fleet() throws IOException {}

  static Fleet start(boolean clustered) throws Exception {
    var fleet = new Fleet();
    try {
      List<Integer> ports = new ArrayList<>();
      for (var node = 0; node < SIZE; node++) {
        ports.add(GatewayProcess.freePort());
      }
      for (var node = 0; node < SIZE; node++) {
        fleet.add(node, clustered ? ports : List.of());
      }
      fleet.launch(0); // the others find a database that is made, and one to join
      fleet.begin(1);
      fleet.begin(2);
      fleet.awaitReady(1);
      fleet.awaitReady(2);
    } catch (Exception | AssertionError failure) {
      fleet.close();
      throw failure;
    }
    return fleet;
  }

  private void add(int node, List<Integer> ports) throws IOException {
    var wire = Wire.to(vendors.vertx(), database.url().reveal());
    Map<String, String> settings = new TreeMap<>(vendors.settings());
    settings.putAll(vendors.loginSettings());
    for (var vendor : Vendor.values()) {
      settings.computeIfPresent(
          "providers." + vendor.id() + ".oauth.token-url", (key, url) -> url + "?node=" + node);
    }
    settings.put("database.url", wire.url());
    settings.put("master.key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    settings.put("admin.key", adminKey);
    settings.put("oauth.callback.port", Integer.toString(GatewayProcess.freePort()));
    settings.put("refresh.ahead", "1ms"); // so that requests come when a token is over already
    settings.put("java.options", "-Dmaestro.log.level=INFO");
    if (!ports.isEmpty()) {
      settings.put("cluster.enabled", "true");
      settings.put("cluster.port", ports.get(node).toString());
      settings.put(
          "cluster.members",
          ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
    }
    this.settings.add(settings);
    nodes.add(new Node(null, null, wire));
  }

  /** Starts one, for the first time or after its end. */
  void launch(int node) throws Exception {
    begin(node);
    awaitReady(node);
  }

  private void begin(int node) throws IOException {
    var process = GatewayProcess.launch(folder.resolve("node" + node), settings.get(node));
    nodes.set(node, new Node(process, null, nodes.get(node).wire()));
  }

  private void awaitReady(int node) throws Exception {
    var begun = nodes.get(node);
    nodes.set(
        node, new Node(begun.process(), begun.process().ready().withKey(adminKey), begun.wire()));
  }

  /** All but one. */
  List<Gateway> without(int node) {
    return IntStream.range(0, nodes.size())
        .filter(each -> each != node)
        .mapToObj(each -> nodes.get(each).gateway())
        .toList();
  }

  List<Gateway> gateways() {
    return without(-1);
  }

  /** Which node a token request came from. */
  static int nodeOf(ReceivedRequest request) {
    return Integer.parseInt(request.path().replaceAll(".*[?&]node=(\\d+).*", "$1"));
  }

  /** The requests for refreshes after that number. */
  List<ReceivedRequest> refreshes(long after) {
    return vendors.simulator().requestsSince(after).stream().filter(Fleet::isRefresh).toList();
  }

  static boolean isRefresh(ReceivedRequest request) {
    return request.path().contains("node=")
        && request.body().contains("grant_type")
        && request.body().matches("(?s).*grant_type\"?[=:]\"?refresh_token.*");
  }

  /** What each has written, for a failure. */
  String outputs() throws IOException {
    var all = new StringBuilder();
    for (var node : nodes) {
      all.append("\n--- ").append(node.gateway()).append('\n').append(node.process().output());
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException {
    for (var node : nodes) {
      if (node.process() != null) {
        node.process().close();
      }
    }
    database.close();
    vendors.close();
    Folders.delete(folder);
  }
}
