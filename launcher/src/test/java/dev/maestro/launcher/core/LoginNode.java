package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.RunningCore.await;

import dev.maestro.api.Secret;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.VaultView;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.core.CallbackDoor;
import dev.maestro.core.Core;
import dev.maestro.core.Maestro;
import dev.maestro.core.NewSession;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.SettingsSources;
import dev.maestro.core.store.Database;
import dev.maestro.core.vault.VaultOpening;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A node over a database that others may share, with a provider that logs in by OAuth. */
final class LoginNode implements AutoCloseable {
  static final String CALLBACK = "http://localhost:1455/auth/callback";

  /** Counts how often it is opened and closed. */
  static final class Door implements CallbackDoor {
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public Future<String> open(Instant until) {
      opened.incrementAndGet();
      return Future.succeededFuture(CALLBACK);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  final Vertx vertx = Vertx.vertx();
  final Door door = new Door();
  final Core core;
  final VaultView vault;

  /** One that refreshes nothing by itself within a test. */
  static LoginNode onDemand(TestDatabase shared, Path home, LoginProvider.Vendor vendor)
      throws Exception {
    return onDemand(shared, home, vendor, InstantSource.system());
  }

  static LoginNode onDemand(
      TestDatabase shared, Path home, LoginProvider.Vendor vendor, InstantSource clock)
      throws Exception {
    Map<String, String> seldom = Map.of("MAESTRO_REFRESH_EVERY", "1h");
    return new LoginNode(shared.url(), home, vendor, LoginFlow.PASTE, seldom, clock);
  }

  LoginNode(TestDatabase shared, Path home, LoginProvider.Vendor vendor, LoginFlow flow)
      throws Exception {
    this(shared.url(), home, vendor, flow, Map.of());
  }

  LoginNode(
      Secret url, Path home, LoginProvider.Vendor vendor, LoginFlow flow, Map<String, String> more)
      throws Exception {
    this(url, home, vendor, flow, more, InstantSource.system());
  }

  LoginNode(
      Secret url,
      Path home,
      LoginProvider.Vendor vendor,
      LoginFlow flow,
      Map<String, String> more,
      InstantSource clock)
      throws Exception {
    Map<String, String> environment = new java.util.HashMap<>(more);
    environment.put("MAESTRO_HOME", home.toString());
    environment.put("MAESTRO_ADMIN_KEY", "admin-key-of-this-test");
    environment.putIfAbsent("MAESTRO_REFRESH_EVERY", "500ms");
    Settings settings =
        Settings.read(new SettingsSources(environment, "", "none", home, home, home));
    Database own = TestDatabase.open(vertx, url);
    core =
        await(
            Core.start(
                vertx,
                settings,
                own,
                await(new VaultOpening(vertx, own, Optional.empty(), home).open()),
                "node-" + System.identityHashCode(this),
                List.of(),
                clock));
    vault = core.vault(LoginProvider.ID);
    LoginProvider provider = new LoginProvider(vendor, flow);
    provider.connect(
        new ProviderContext(
            LoginProvider.ID,
            "n",
            ProviderSettings.of(LoginProvider.ID, List.of(), Map.of()),
            vault,
            new UpstreamClient(vertx)));
    await(vertx.deployVerticle(provider));
    await(maestro().logins().door(door));
    Until.so("its provider is known", () -> !maestro().listProviders().isEmpty());
  }

  Maestro maestro() {
    return core.maestro();
  }

  /** A session that is logged in. */
  String loggedIn(String name) throws Exception {
    var session = await(maestro().createSession(wanted(name)));
    String state = session.authorization().state();
    return await(maestro().logins().finish(LoginProvider.ID, name, Secret.of("good#" + state)))
        .id();
  }

  static NewSession wanted(String name) {
    return new NewSession(LoginProvider.ID, "oauth", name, null, null, null, true, null);
  }

  @Override
  public void close() {
    core.close().await();
    vertx.close().await();
  }
}
