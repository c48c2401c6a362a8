package dev.maestro.core;

import dev.maestro.api.bus.BusCodecs;
import dev.maestro.api.bus.StreamNode;
import dev.maestro.api.provider.VaultView;
import dev.maestro.core.settings.NodeRole;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.store.Database;
import dev.maestro.core.vault.AdminKey;
import dev.maestro.core.vault.Vault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A node, apart from HTTP. */
public final class Core {
  private final Assembly assembly;

  private Core(Assembly assembly) {
    this.assembly = assembly;
  }

  /**
   * Registers the messages' codecs, so once per Vert.x, and deploys the providers of these folders
   * if that is one of the node's roles. Completes when they run or were refused. The database stays
   * the caller's.
   *
   * @param node its name, which no other node has
   */
  public static Future<Core> start(
      Vertx vertx,
      Settings settings,
      Database database,
      Vault vault,
      String node,
      List<Path> providerFolders) {
    return start(vertx, settings, database, vault, node, providerFolders, InstantSource.system());
  }

  /** The same on a machine with this clock, which may be wrong. */
  public static Future<Core> start(
      Vertx vertx,
      Settings settings,
      Database database,
      Vault vault,
      String node,
      List<Path> providerFolders,
      InstantSource clock) {
    BusCodecs.register(vertx.eventBus());
    List<Path> folders =
        settings.roles().contains(NodeRole.PROVIDERS) ? providerFolders : List.of();
    Future<?> reachable =
        vertx.isClustered() ? vertx.deployVerticle(new StreamNode(node)) : Future.succeededFuture();
    return reachable
        .compose(ready ->
            vertx.executeBlocking(() -> AdminKey.resolve(settings.keys().admin(), settings.home())))
        .compose(admin -> {
          Assembly assembly =
              new Assembly(vertx, settings, database, vault, node, folders, admin, clock);
          return assembly.start().map(started -> new Core(assembly));
        });
  }

  /** What a provider of this id sees of the vault, where one is deployed by hand. */
  public VaultView vault(String provider) {
    return assembly.vault(provider);
  }

  /** The operations. */
  public Maestro maestro() {
    return assembly.maestro();
  }

  /** Lets running streams end, then stops the providers and stores what is left to store. */
  public Future<Void> close() {
    return assembly.close();
  }
}
