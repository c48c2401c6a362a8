package dev.maestro.core.provider;

import dev.maestro.api.ProviderException;
import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.api.provider.Setting;
import dev.maestro.api.provider.VaultView;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.core.settings.ProvidersSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's running providers, by id. */
public final class Deployments {
  private static final Logger logger = LoggerFactory.getLogger(Deployments.class);
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

  private record Running(String deployment, UpstreamClient upstream) {}

  private final Vertx vertx;
  private final String node;
  private final ProvidersSettings settings;
  private final Function<String, VaultView> vaults;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  /** With a view of the vault for each id. */
  public Deployments(
      Vertx vertx, String node, ProvidersSettings settings, Function<String, VaultView> vaults) {
    this.vertx = vertx;
    this.node = node;
    this.settings = settings;
    this.vaults = vaults;
  }

  /** Completes once it runs, or was refused with a sentence in the log. */
  public Future<Void> deploy(String id, Offer offer) {
    UpstreamClient upstream = new UpstreamClient(vertx);
    return start(id, offer, upstream)
        .<Void>map(deployment -> {
          running.put(id, new Running(deployment, upstream));
          logger.info("Provider {} is deployed from {}", id, offer.jar());
          return null;
        })
        .recover(failure -> {
          refused(id, offer, failure);
          return upstream.close();
        });
  }

  /** Ids of those that run. */
  public Set<String> ids() {
    return Set.copyOf(running.keySet());
  }

  /** Lets running streams end, then stops them all. */
  public Future<Void> close() {
    List<Future<Void>> stopped =
        running.values().stream()
            .map(one -> vertx.undeploy(one.deployment()).eventually(() -> one.upstream().close()))
            .toList();
    running.clear();
    return Future.join(stopped).mapEmpty();
  }

  // A stranger's code may throw anything; it must not take the others along.
  private Future<String> start(String id, Offer offer, UpstreamClient upstream) {
    if (!ID.matcher(id).matches()) {
      return Future.failedFuture(
          new ProviderRefusedException(
              "the id \"" + id + "\" is none: lower-case letters, digits and dashes are."));
    }
    try {
      ProviderVerticle verticle = offer.verticle().get();
      List<Setting> declared = verticle.settings();
      ProviderSettings own =
          ProviderSettings.of(
              id, declared, settings.of(id, declared.stream().map(Setting::name).toList()));
      verticle.connect(new ProviderContext(id, node, own, vaults.apply(id), upstream));
      return vertx.deployVerticle(
          verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.EVENT_LOOP));
    } catch (RuntimeException | LinkageError | java.util.ServiceConfigurationError broken) {
      return Future.failedFuture(broken);
    }
  }

  private static void refused(String id, Offer offer, Throwable failure) {
    if (failure instanceof ProviderException || failure instanceof ProviderRefusedException) {
      logger.error("Provider {} of {} refused: {}", id, offer.jar(), failure.getMessage());
    } else {
      logger.error("Provider {} of {} does not start", id, offer.jar(), failure);
    }
  }
}
