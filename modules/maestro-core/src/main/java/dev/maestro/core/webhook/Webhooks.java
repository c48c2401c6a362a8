package dev.maestro.core.webhook;

import dev.maestro.api.Secret;
import dev.maestro.core.notification.Raised;
import dev.maestro.core.settings.NotificationSettings;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.WebhookDeliveriesTable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sends notifications to webhooks, as soon as they are raised on any node, and again until they are
 * taken or too old. Deployed on a virtual thread.
 */
public final class Webhooks extends VerticleBase {
  private final NotificationSettings settings;
  private final Database database;
  private final Raised raised;
  private final WebhookPace pace;
  private WebhookClient client;
  private List<WebhookLine> lines = List.of();
  private Runnable stopListening = () -> {};
  private long timer;

  public Webhooks(
      NotificationSettings settings, Database database, Raised raised, WebhookPace pace) {
    this.settings = settings;
    this.database = database;
    this.raised = raised;
    this.pace = pace;
  }

  /** Completes with the deployment, empty where there is nobody to send to. */
  public static Future<Optional<String>> deploy(
      Vertx vertx, NotificationSettings settings, Database database, Raised raised) {
    return settings.webhooks().isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : deploy(vertx, new Webhooks(settings, database, raised, WebhookPace.DEFAULT))
            .map(Optional::of);
  }

  public static Future<String> deploy(Vertx vertx, Webhooks webhooks) {
    return vertx.deployVerticle(
        webhooks, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD));
  }

  /** What stands for each receiver in the database. */
  public static List<String> targets(NotificationSettings settings) {
    return settings.webhooks().stream().map(url -> new WebhookTarget(url).hash()).toList();
  }

  @Override
  public Future<?> start() {
    Secret secret = settings.webhookSecret().orElseThrow();
    WebhookDeliveriesTable table = new WebhookDeliveriesTable(database);
    client =
        new WebhookClient(
            vertx,
            host -> List.of(InetAddress.getAllByName(host)),
            settings.allowInternal(),
            pace.answer());
    lines =
        settings.webhooks().stream()
            .map(url ->
                new WebhookLine(
                    new WebhookTarget(url), secret, table, client, pace, InstantSource.system()))
            .toList();
    stopListening = raised.listen(this::wake);
    timer = vertx.setPeriodic(1, pace.every().toMillis(), tick -> wake());
    return Future.succeededFuture();
  }

  // Each on a thread of its own: one that waits does not hold up the others.
  private void wake() {
    lines.forEach(line -> context.runOnContext(now -> line.work()));
  }

  @Override
  public Future<?> stop() {
    stopListening.run();
    vertx.cancelTimer(timer);
    lines.forEach(WebhookLine::close);
    return client.close();
  }
}
