package dev.maestro.core;

import dev.maestro.api.ProviderException;
import dev.maestro.core.model.BareModel;
import dev.maestro.core.model.ModelTarget;
import dev.maestro.core.model.TargetSearch;
import io.vertx.core.Future;
import java.util.function.Function;

/** Reads model strings, as the contract's section of that name has them. */
public final class ModelStrings {
  private final TargetSearch.Source sessions;
  private final Function<SessionView, Future<ModelCatalogue>> lists;

  ModelStrings(TargetSearch.Source sessions, Function<SessionView, Future<ModelCatalogue>> lists) {
    this.sessions = sessions;
    this.lists = lists;
  }

  /**
   * Finds the session and the vendor's model id. Sessions that the caller may not use are not there
   * for it.
   *
   * @param header {@code maestro-session}, or null
   */
  public Future<Target> resolve(String model, String header, Caller caller) {
    if (model == null || model.isBlank()) {
      return Future.failedFuture(
          ProviderException.invalid(
              "model", "is missing.", "Write SESSION/MODEL; GET /v1/models lists them."));
    }
    TargetSearch search = new TargetSearch(sessions, caller);
    BareModel bare = new BareModel(sessions.providers(), search, lists);
    ModelTarget target = new ModelTarget(sessions.providers(), search, bare);
    Future<Target> found =
        header == null || header.isBlank()
            ? target.of(model)
            : target.session(header.strip()).map(session -> new Target(session, model));
    return found.map(its -> new Target(its.session().usable(), its.model()));
  }
}
