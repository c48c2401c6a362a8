package dev.maestro.core;

import dev.maestro.api.Secret;
import dev.maestro.api.bus.Addresses;
import dev.maestro.api.bus.Announcement;
import dev.maestro.api.bus.ProviderBus;
import dev.maestro.api.bus.StreamClient;
import dev.maestro.api.bus.StreamLimits;
import dev.maestro.api.provider.VaultView;
import dev.maestro.core.change.Changes;
import dev.maestro.core.credential.SessionUpdate;
import dev.maestro.core.model.ModelCatalogues;
import dev.maestro.core.model.ModelFacts;
import dev.maestro.core.model.NearModels;
import dev.maestro.core.provider.Announcements;
import dev.maestro.core.provider.Deployments;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.provider.ProviderFolder;
import dev.maestro.core.session.NewKeyCheck;
import dev.maestro.core.session.SessionCreation;
import dev.maestro.core.session.SessionDeletion;
import dev.maestro.core.session.SessionLookup;
import dev.maestro.core.session.SessionUses;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.store.ChangesChannel;
import dev.maestro.core.store.ClientKeysTable;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.KeptTurnsTable;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.core.store.ModelListsTable;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.core.store.StoredResponsesTable;
import dev.maestro.core.vault.Vault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Every part of a node, each made once and given what it needs. */
final class Assembly {
  private final Vertx vertx;
  private final Changes changes;
  private final SessionUses uses;
  private final Deployments deployments;
  private final ProviderFolder folder;
  private final MessageConsumer<Announcement> announced;
  private final KeptTurns keptTurns;
  private final StoredResponses storedResponses;
  private final NotificationAssembly notifying;
  private final LoginAssembly signingIn;
  private final Maestro maestro;

  Assembly(
      Vertx vertx,
      Settings settings,
      Database database,
      Vault vault,
      String node,
      List<Path> folders,
      Secret adminKey,
      InstantSource clock) {
    this.vertx = vertx;
    changes = new Changes(new ChangesChannel(vertx, database));
    Announcements announcements = new Announcements(clock);
    announced =
        vertx
            .eventBus()
            .consumer(Addresses.ANNOUNCEMENTS, message -> announcements.heard(message.body()));
    notifying = new NotificationAssembly(vertx, settings.notifications(), database, clock);
    SessionsTable table = new SessionsTable(database);
    SessionLookup lookup = new SessionLookup(table, changes);
    uses = new SessionUses(vertx, table);
    ProviderCalls calls = new ProviderCalls(new ProviderBus(vertx), announcements);
    signingIn =
        new LoginAssembly(
            vertx, settings, database, vault, lookup, calls, notifying.notifier(), changes, clock);
    deployments = new Deployments(vertx, node, settings.providers(), signingIn::vault);
    Path copies = settings.home().resolve("work").resolve("providers");
    folder = new ProviderFolder(vertx, folders, copies, settings.providers(), deployments);
    ModelCatalogues catalogues =
        new ModelCatalogues(
            new ModelListsTable(database), calls, ModelFacts.load(), changes, clock);
    Sessions sessions = new Sessions(lookup, uses, announcements, clock);
    NewKeyCheck newKeys = new NewKeyCheck(calls, clock);
    Maestro.Parts parts =
        new Maestro.Parts(
            new SessionCreation(table, vault, newKeys, changes, clock),
            new SessionUpdate(
                table, new LoginsTable(database), vault, newKeys, notifying.notifier(), changes),
            new SessionDeletion(table, calls, notifying.notifier(), changes),
            announcements,
            calls,
            catalogues,
            new NearModels(vertx, catalogues),
            new StreamClient(vertx, node, StreamLimits.DEFAULT),
            notifying,
            () -> announcements.areLive(deployments.ids(), node));
    Keys keys = new Keys(new ClientKeysTable(database), adminKey, changes, clock);
    ModelStrings modelStrings =
        new ModelStrings(new SessionSource(lookup, sessions, announcements), catalogues::anyOf);
    keptTurns = new KeptTurns(vertx, new KeptTurnsTable(database), clock);
    storedResponses = new StoredResponses(vertx, new StoredResponsesTable(database), clock);
    maestro =
        new Maestro(
            parts,
            sessions,
            keys,
            modelStrings,
            keptTurns,
            storedResponses,
            signingIn.logins(lookup, sessions));
  }

  /** Hears the others before its own providers announce themselves. */
  Future<Void> start() {
    return Future.all(changes.listening(), announced.completion(), notifying.start())
        .onSuccess(hears -> vertx.eventBus().publish(Addresses.ROLL_CALL, ""))
        .compose(asked -> folder.scan())
        .compose(deployed -> signingIn.start()); // nobody could be asked before
  }

  VaultView vault(String provider) {
    return signingIn.vault(provider);
  }

  Maestro maestro() {
    return maestro;
  }

  Future<Void> close() {
    keptTurns.close();
    storedResponses.close();
    signingIn.quiet();
    return deployments
        .close()
        .eventually(signingIn::close)
        .eventually(uses::close)
        .eventually(notifying::close)
        .eventually(changes::close)
        .eventually(announced::unregister);
  }
}
