package dev.maestro.launcher.core;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.VaultView;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.core.Core;
import dev.maestro.core.Maestro;
import dev.maestro.core.NewSession;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.SettingsSources;
import dev.maestro.core.store.Database;
import dev.maestro.core.vault.Vault;
import dev.maestro.core.vault.VaultOpening;
import dev.maestro.launcher.running.Until;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Core over a real database, with one provider that is deployed by hand. */
record RunningCore(Core core, TinyProvider provider, VaultView vault, String deployment) {
  static final Secret ADMIN = Secret.of("admin-key-of-this-test");

  static RunningCore start(Vertx vertx, Database database, Path home) throws Exception {
    Settings settings =
        Settings.read(
            new SettingsSources(
                Map.of("MAESTRO_HOME", home.toString(), "MAESTRO_ADMIN_KEY", ADMIN.reveal()),
                "",
                "none",
                home,
                home,
                home));
    Vault vault = await(new VaultOpening(vertx, database, Optional.empty(), home).open());
    Core core =
        await(Core.start(vertx, settings, database, vault, "n1", List.of(home.resolve("none"))));
    VaultView view = core.vault("tiny");
    TinyProvider provider = new TinyProvider();
    provider.connect(
        new ProviderContext(
            "tiny",
            "n1",
            ProviderSettings.of("tiny", List.of(), Map.of()),
            view,
            new UpstreamClient(vertx)));
    String deployment = await(vertx.deployVerticle(provider));
    Until.so("its provider is known", () -> !core.maestro().listProviders().isEmpty());
    return new RunningCore(core, provider, view, deployment);
  }

  Maestro maestro() {
    return core.maestro();
  }

  static NewSession wanted(String name, String key) {
    return new NewSession("tiny", "api_key", name, Secret.of(key), null, null, null, null);
  }

  static NewSession wantedAsDefault(String name, String key) {
    return new NewSession("tiny", "api_key", name, Secret.of(key), "org-1", "proj-1", true, null);
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }

  static ErrorFacts refusal(Future<?> future) throws Exception {
    try {
      await(future);
    } catch (ProviderException refusal) {
      return refusal.facts();
    }
    throw new AssertionError("it succeeded");
  }
}
