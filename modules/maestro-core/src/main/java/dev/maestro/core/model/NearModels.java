package dev.maestro.core.model;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.core.SessionView;
import dev.maestro.core.settings.Nearest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Completes a vendor's "no such model" with the ids that were probably meant. */
public final class NearModels {
  private static final int AT_MOST = 3;
  private static final long PATIENCE_SECONDS = 3;

  private final Vertx vertx;
  private final ModelCatalogues catalogues;

  public NearModels(Vertx vertx, ModelCatalogues catalogues) {
    this.vertx = vertx;
    this.catalogues = catalogues;
  }

  /** Fails with the refusal, completed where near ids are known; on the caller's context. */
  public <T> Future<T> refusal(SessionView session, String model, ProviderException refusal) {
    Context here = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    catalogues
        .anyOf(session)
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .map(list -> list.models().stream().map(ModelInfo::id).toList())
        .otherwise(List.of())
        .onComplete(ids ->
            here.runOnContext(back -> promise.fail(completed(refusal, model, ids.result()))));
    return promise.future();
  }

  /** The ids nearest to this one, nearest first. */
  public static List<String> near(String model, Collection<String> ids) {
    return Nearest.several(AT_MOST, model, ids);
  }

  static ProviderException completed(
      ProviderException refusal, String model, Collection<String> ids) {
    List<String> near = near(model, ids);
    ErrorFacts facts = refusal.facts();
    return near.isEmpty()
        ? refusal
        : new ProviderException(
            facts.withMessage(
                facts.message() + " Nearest known models: " + String.join(", ", near) + "."));
  }
}
