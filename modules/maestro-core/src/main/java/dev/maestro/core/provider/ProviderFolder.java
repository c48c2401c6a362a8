package dev.maestro.core.provider;

import dev.maestro.core.settings.ProvidersSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys what is in the folders for providers. What cannot be used is refused with a sentence in
 * the log and stops nothing else.
 */
public final class ProviderFolder {
  private static final Logger logger = LoggerFactory.getLogger(ProviderFolder.class);

  private final Vertx vertx;
  private final ProviderCopies copies;
  private final ProvidersSettings settings;
  private final Deployments deployments;
  private final ModuleLayer parent;

  /**
   * Looks at nothing yet.
   *
   * @param work a folder of this node's own for copies of the jars
   */
  public ProviderFolder(
      Vertx vertx,
      List<Path> folders,
      Path work,
      ProvidersSettings settings,
      Deployments deployments) {
    this.vertx = vertx;
    this.copies = new ProviderCopies(folders, work);
    this.settings = settings;
    this.deployments = deployments;
    ModuleLayer own = ProviderFolder.class.getModule().getLayer();
    this.parent = own == null ? ModuleLayer.boot() : own;
  }

  /** Completes, whatever was refused, once all that can be used is deployed. */
  public Future<Void> scan() {
    return vertx.executeBlocking(this::load).compose(this::deploy);
  }

  private List<ProviderJar> load() throws IOException {
    copies.clear();
    List<ProviderJar> jars = new ArrayList<>();
    for (Path found : copies.found()) {
      String name = found.getFileName().toString();
      try {
        jars.add(ProviderJar.load(name, copies.copy(found), parent));
      } catch (ProviderRefusedException refused) {
        logger.error("Provider refused: {}", refused.getMessage());
      } catch (IOException unreadable) {
        logger.error("Provider refused: {} cannot be read", name, unreadable);
      }
    }
    return jars;
  }

  private Future<Void> deploy(List<ProviderJar> jars) {
    Map<String, Offer> byId = new LinkedHashMap<>();
    for (ProviderJar jar : jars) {
      jar.verticles().forEach(verticle -> offer(new Offer(jar.name(), verticle), byId));
    }
    Map<String, Offer> wanted = new LinkedHashMap<>(byId);
    settings.borrowed().forEach((id, jar) -> borrow(id, jar, byId, wanted));
    Future<Void> all = Future.succeededFuture();
    for (Map.Entry<String, Offer> entry : wanted.entrySet()) {
      all = all.compose(before -> deployments.deploy(entry.getKey(), entry.getValue()));
    }
    return all;
  }

  // A constructor of a stranger's may throw anything.
  private static void offer(Offer offer, Map<String, Offer> byId) {
    try {
      String id = offer.verticle().get().defaultId();
      if (byId.containsKey(id)) {
        logger.error(
            "Provider refused: {} has the id {}, as {} has; remove one of them",
            offer.jar(),
            id,
            byId.get(id).jar());
      } else {
        byId.put(id, offer);
      }
    } catch (RuntimeException | LinkageError | java.util.ServiceConfigurationError broken) {
      logger.error("Provider refused: {} does not start", offer.jar(), broken);
    }
  }

  private static void borrow(
      String id, String jar, Map<String, Offer> byId, Map<String, Offer> wanted) {
    if (!byId.containsKey(jar)) {
      logger.error(
          "Provider refused: providers.{}.use names \"{}\"; there are {}", id, jar, byId.keySet());
    } else if (wanted.putIfAbsent(id, byId.get(jar)) != null) {
      logger.error("Provider refused: providers.{}.use, but {} has a jar of its own", id, id);
    }
  }

  /** Ids of this node's own providers. */
  public Set<String> deployed() {
    return deployments.ids();
  }
}
