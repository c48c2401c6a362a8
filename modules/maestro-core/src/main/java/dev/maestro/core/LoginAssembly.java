package dev.maestro.core;

import dev.maestro.api.provider.VaultView;
import dev.maestro.core.change.Changes;
import dev.maestro.core.credential.DurableWrite;
import dev.maestro.core.credential.KeyRefusals;
import dev.maestro.core.credential.ProviderVault;
import dev.maestro.core.credential.SealedLogins;
import dev.maestro.core.login.Doors;
import dev.maestro.core.login.LoginBeginning;
import dev.maestro.core.login.LoginExchange;
import dev.maestro.core.login.LoginFinishing;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.refresh.LeaseKeeping;
import dev.maestro.core.refresh.Lifecycle;
import dev.maestro.core.refresh.RefreshVerticle;
import dev.maestro.core.refresh.Refresher;
import dev.maestro.core.refresh.Refreshing;
import dev.maestro.core.session.SessionLookup;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.DatabaseClock;
import dev.maestro.core.store.EndingsTable;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.vault.Vault;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/** The parts of a node that log sessions in by OAuth, and keep them so. */
final class LoginAssembly {
  private final Vertx vertx;
  private final Refresher refresher;
  private final RefreshVerticle verticle;
  private final ProviderVault.Parts vaults;
  private final Doors doors;
  private final LoginBeginning beginning;
  private final LoginFinishing finishing;
  private String deployment;

  LoginAssembly(
      Vertx vertx,
      Settings settings,
      Database database,
      Vault vault,
      SessionLookup lookup,
      ProviderCalls calls,
      Notifier notifier,
      Changes changes,
      InstantSource clock) {
    this.vertx = vertx;
    DoubleSupplier chance = new SecureRandom()::nextDouble;
    RefreshesTable refreshes = new RefreshesTable(database);
    LoginsTable logins = new LoginsTable(database);
    DatabaseClock time = new DatabaseClock(database, clock);
    Refreshing refreshing = new Refreshing(vertx, refreshes, calls, notifier, changes, chance);
    refresher = new Refresher(refreshing);
    KeyRefusals keyRefusals = new KeyRefusals(lookup, calls, notifier, changes);
    verticle =
        new RefreshVerticle(
            settings.refresh(),
            refreshes,
            refresher,
            refreshing.breakers(),
            new Lifecycle(
                new EndingsTable(database),
                logins,
                notifier,
                changes,
                settings.cleanup(),
                keyRefusals::lookAgain),
            time,
            changes);
    SealedLogins sealed =
        new SealedLogins(
            logins, refreshes, vault, settings.refresh(), changes, new DurableWrite(vertx), chance);
    vaults =
        new ProviderVault.Parts(
            lookup,
            vault,
            refresher,
            sealed,
            new LeaseKeeping(vertx, refreshes),
            keyRefusals,
            time);
    doors = new Doors(logins, changes);
    LoginExchange exchange = new LoginExchange(logins, vault, calls, notifier, changes);
    beginning =
        new LoginBeginning(logins, vault, calls, exchange, doors, settings.logins().expires());
    finishing = new LoginFinishing(logins, lookup, sealed, exchange, doors);
  }

  /** What a provider of this id sees of the vault. */
  VaultView vault(String provider) {
    return new ProviderVault(provider, vaults);
  }

  Logins logins(SessionLookup lookup, Sessions sessions) {
    return new Logins(lookup, sessions, beginning, finishing, doors, refresher);
  }

  Future<Void> start() {
    return vertx
        .deployVerticle(
            verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .onSuccess(id -> deployment = id)
        .mapEmpty();
  }

  /** Begins nothing by itself any more; what requests need, they still get. */
  void quiet() {
    verticle.quiet();
  }

  Future<Void> close() {
    return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
  }
}
