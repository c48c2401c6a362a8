package dev.maestro.core;

import dev.maestro.api.Secret;
import dev.maestro.api.bus.Addresses;
import dev.maestro.api.bus.Announcement;
import dev.maestro.api.bus.BusCodecs;
import dev.maestro.api.bus.ProviderBus;
import dev.maestro.api.bus.StreamClient;
import dev.maestro.api.bus.StreamLimits;
import dev.maestro.api.bus.StreamNode;
import dev.maestro.core.change.Changes;
import dev.maestro.core.model.ModelCatalogues;
import dev.maestro.core.model.ModelFacts;
import dev.maestro.core.model.NearModels;
import dev.maestro.core.provider.Announcements;
import dev.maestro.core.provider.Deployments;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.provider.ProviderFolder;
import dev.maestro.core.session.ProviderVault;
import dev.maestro.core.session.SessionCreation;
import dev.maestro.core.session.SessionLookup;
import dev.maestro.core.session.SessionUses;
import dev.maestro.core.settings.NodeRole;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.store.ClientKeysTable;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.ModelListsTable;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.core.vault.AdminKey;
import dev.maestro.core.vault.Vault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Puts a node together, apart from HTTP. */
public final class Core {
  private final Maestro maestro;
  private final Changes changes;
  private final SessionUses uses;
  private final Deployments deployments;
  private final MessageConsumer<Announcement> announced;

  private Core(
      Maestro maestro,
      Changes changes,
      SessionUses uses,
      Deployments deployments,
      MessageConsumer<Announcement> announced) {
    this.maestro = maestro;
    this.changes = changes;
    this.uses = uses;
    this.deployments = deployments;
    this.announced = announced;
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
    BusCodecs.register(vertx.eventBus());
    Future<?> reachable =
        vertx.isClustered() ? vertx.deployVerticle(new StreamNode(node)) : Future.succeededFuture();
    return reachable
        .compose(ready ->
            vertx.executeBlocking(() -> AdminKey.resolve(settings.keys().admin(), settings.home())))
        .compose(admin ->
            new Assembly(vertx, settings, database, vault, node, providerFolders).start(admin));
  }

  /** The operations. */
  public Maestro maestro() {
    return maestro;
  }

  /** Lets running streams end, then stops the providers and stores what is left to store. */
  public Future<Void> close() {
    return deployments
        .close()
        .eventually(uses::close)
        .eventually(changes::close)
        .eventually(announced::unregister);
  }

  /** What a node is made of, while it is made. */
  private record Assembly(
      Vertx vertx,
      Settings settings,
      Database database,
      Vault vault,
      String node,
      List<Path> folders) {

    Future<Core> start(Secret adminKey) {
      InstantSource clock = InstantSource.system();
      Changes changes = new Changes(vertx);
      Announcements announcements = new Announcements(clock);
      MessageConsumer<Announcement> announced =
          vertx
              .eventBus()
              .consumer(Addresses.ANNOUNCEMENTS, message -> announcements.heard(message.body()));
      SessionsTable table = new SessionsTable(database);
      SessionLookup lookup = new SessionLookup(table, changes);
      SessionUses uses = new SessionUses(vertx, table);
      Deployments deployments =
          new Deployments(
              vertx, node, settings.providers(), id -> new ProviderVault(id, lookup, vault));
      ProviderCalls calls = new ProviderCalls(new ProviderBus(vertx), announcements);
      ModelCatalogues catalogues =
          new ModelCatalogues(
              new ModelListsTable(database), calls, ModelFacts.load(), changes, clock);
      Sessions sessions = new Sessions(lookup, uses, announcements, clock);
      Maestro.Parts parts =
          new Maestro.Parts(
              table,
              new SessionCreation(table, vault, calls, changes, clock),
              changes,
              announcements,
              calls,
              catalogues,
              new NearModels(vertx, catalogues),
              new StreamClient(vertx, node, StreamLimits.DEFAULT),
              () -> announcements.areLive(deployments.ids(), node));
      Maestro maestro =
          new Maestro(
              parts,
              sessions,
              new Keys(new ClientKeysTable(database), adminKey, changes, clock),
              new ModelStrings(
                  new SessionSource(lookup, sessions, announcements), catalogues::anyOf));
      return Future.all(changes.listening(), announced.completion())
          .onSuccess(hears -> vertx.eventBus().publish(Addresses.ROLL_CALL, ""))
          .compose(asked -> providers(deployments))
          .map(deployed -> new Core(maestro, changes, uses, deployments, announced));
    }

    private Future<Void> providers(Deployments deployments) {
      return settings.roles().contains(NodeRole.PROVIDERS)
          ? new ProviderFolder(
                  vertx,
                  folders,
                  settings.home().resolve("work").resolve("providers"),
                  settings.providers(),
                  deployments)
              .scan()
          : Future.succeededFuture();
    }
  }
}
