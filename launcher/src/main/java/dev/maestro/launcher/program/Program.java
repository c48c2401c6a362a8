package dev.maestro.launcher.program;

import dev.maestro.api.Secret;
import dev.maestro.core.Core;
import dev.maestro.core.Maestro;
import dev.maestro.core.settings.NodeRole;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.store.Database;
import dev.maestro.core.vault.AdminKey;
import dev.maestro.core.vault.Vault;
import dev.maestro.core.vault.VaultOpening;
import dev.maestro.gateway.GatewayOptions;
import dev.maestro.gateway.GatewayVerticle;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.cluster.Node;
import dev.maestro.launcher.home.HomeLock;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One running node, put together from its settings. Starting and closing block. */
public final class Program implements AutoCloseable {
  private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);

  private final Settings settings;
  private final Core core;
  private final int port;
  private final Closing closing;

  private Program(Settings settings, Core core, int port, Closing closing) {
    this.settings = settings;
    this.core = core;
    this.port = port;
    this.closing = closing;
  }

  /**
   * Returns when the gateway listens; refuses with a {@link
   * dev.maestro.core.settings.StartRefusedException} whose message is for the user.
   */
  public static Program start(Settings settings) {
    return start(settings, new Closing());
  }

  /** The same, with all that it starts in {@code closing}, which may be closed meanwhile. */
  public static Program start(Settings settings, Closing closing) {
    try {
      return assemble(settings, closing);
    } catch (Throwable failure) { // a Future fails with checked ones too
      closing.close();
      throw failure;
    }
  }

  private static Program assemble(Settings settings, Closing closing) {
    settings.http().tls().ifPresent(TlsFiles::check);
    closing.add(HomeLock.take(settings.home()));
    Secret url = settings.database().url().orElseGet(() -> embedded(settings.home(), closing));
    Node node = Node.start(settings);
    Vertx vertx = node.vertx();
    closing.add(() -> vertx.close().await());
    Database database = Database.open(vertx, url, DATABASE_LIMIT).await();
    closing.add(() -> database.close().await());
    Vault vault =
        new VaultOpening(vertx, database, settings.keys().master(), settings.home()).open().await();
    Core core =
        Core.start(vertx, settings, database, vault, node.name(), folders(settings)).await();
    closing.add(() -> core.close().await());
    int port =
        settings.roles().contains(NodeRole.GATEWAY) ? listen(node, core, settings, closing) : 0;
    return new Program(settings, core, port, closing);
  }

  private static Secret embedded(Path home, Closing closing) {
    EmbeddedPostgres postgres = EmbeddedPostgres.under(home);
    closing.add(postgres); // before it runs: a signal in the middle must find it
    postgres.run();
    return postgres.url();
  }

  private static List<Path> folders(Settings settings) {
    return settings.roles().contains(NodeRole.PROVIDERS)
        ? settings.providers().folders()
        : List.of();
  }

  private static int listen(Node node, Core core, Settings settings, Closing closing) {
    GatewayVerticle gateway =
        new GatewayVerticle(
            GatewayOptions.of(settings.http(), settings.callback(), node.name()), core.maestro());
    String deployment =
        node.vertx()
            .deployVerticle(gateway)
            .recover(failure -> Future.failedFuture(NotListening.of(settings.http(), failure)))
            .await();
    closing.add(() -> node.vertx().undeploy(deployment).await());
    return gateway.port().await();
  }

  /** Where the gateway listens; 0 on a node without one. */
  public int port() {
    return port;
  }

  /** Where a client on this machine reaches the gateway. */
  public URI url() {
    return GatewayAddress.of(settings.http(), port);
  }

  public Maestro maestro() {
    return core.maestro();
  }

  public Settings settings() {
    return settings;
  }

  /** Speaks to it as the one who runs it. */
  public GatewayClient client() {
    Secret key = AdminKey.resolve(settings.keys().admin(), settings.home());
    return new GatewayClient(url(), key, settings.http().tls());
  }

  /** Lets running streams end, then stops everything that was started. */
  @Override
  public void close() {
    closing.close();
  }
}
