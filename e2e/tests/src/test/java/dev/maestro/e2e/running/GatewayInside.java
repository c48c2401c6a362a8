package dev.maestro.e2e.running;

import dev.maestro.api.Secret;
import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.api.provider.Setting;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.core.Core;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.SettingsSources;
import dev.maestro.core.store.Database;
import dev.maestro.core.vault.Vault;
import dev.maestro.core.vault.VaultOpening;
import dev.maestro.gateway.GatewayOptions;
import dev.maestro.gateway.GatewayVerticle;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import dev.maestro.launcher.program.Closing;
import dev.maestro.provider.anthropic.AnthropicVerticle;
import dev.maestro.provider.gemini.GeminiVerticle;
import dev.maestro.provider.openai.OpenAiVerticle;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** A gateway in this process, with a database of its own; starting and closing block. */
final class GatewayInside implements AutoCloseable {
  private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);
  private static final String NODE = "inside";
  private static final Map<String, Supplier<ProviderVerticle>> PROVIDERS =
      Map.of(
          "anthropic",
          AnthropicVerticle::new,
          "openai",
          OpenAiVerticle::new,
          "gemini",
          GeminiVerticle::new);

  private final Closing closing = new Closing();
  private final Gateway gateway;

  private GatewayInside(Path home, Map<String, String> given) {
    var key = UUID.randomUUID().toString();
    var settings = settings(home, key, given);
    var vertx = Vertx.vertx();
    closing.add(() -> vertx.close().await());
    var postgres = EmbeddedPostgres.start(home);
    closing.add(postgres);
    Secret url = postgres.url();
    var database = Vendors.await(Database.open(vertx, url, DATABASE_LIMIT));
    closing.add(() -> database.close().await());
    Vault vault =
        Vendors.await(new VaultOpening(vertx, database, settings.keys().master(), home).open());
    var core = Vendors.await(Core.start(vertx, settings, database, vault, NODE, List.of()));
    closing.add(() -> core.close().await());
    provide(vertx, core, settings);
    var options = GatewayOptions.of(settings.http(), settings.callback(), NODE);
    var verticle = new GatewayVerticle(options, core.maestro());
    var deployment = Vendors.await(vertx.deployVerticle(verticle));
    closing.add(() -> vertx.undeploy(deployment).await());
    var port = Vendors.await(verticle.port());
    gateway = new Gateway(URI.create("http://127.0.0.1:" + port), key);
  }

  static GatewayInside start(Path home, Map<String, String> settings) {
    return new GatewayInside(home, settings);
  }

  private static Settings settings(Path home, String key, Map<String, String> given) {
    Map<String, String> environment = new HashMap<>();
    given.forEach((name, value) -> environment.put(GatewayProcess.variable(name), value));
    environment.put("MAESTRO_HOME", home.toString());
    environment.put("MAESTRO_HTTP_PORT", "0");
    environment.put("MAESTRO_ADMIN_KEY", key);
    return Settings.read(new SettingsSources(environment, "", "none", home, home, home));
  }

  private static void provide(Vertx vertx, Core core, Settings settings) {
    Map<String, String> wanted = new TreeMap<>(settings.providers().borrowed());
    PROVIDERS.keySet().forEach(id -> wanted.put(id, id));
    wanted.forEach((id, jar) -> {
      var provider = PROVIDERS.get(jar).get();
      var declared = provider.settings();
      var own = settings.providers().of(id, declared.stream().map(Setting::name).toList());
      provider.connect(
          new ProviderContext(
              id,
              NODE,
              ProviderSettings.of(id, declared, own),
              core.vault(id),
              new UpstreamClient(vertx)));
      Vendors.await(vertx.deployVerticle(provider));
    });
  }

  Gateway gateway() {
    return gateway;
  }

  @Override
  public void close() {
    closing.close();
  }
}
