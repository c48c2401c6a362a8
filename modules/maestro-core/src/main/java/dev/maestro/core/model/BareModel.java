package dev.maestro.core.model;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.core.ModelCatalogue;
import dev.maestro.core.SessionView;
import dev.maestro.core.Target;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A model id without a session: it means something if exactly one provider lists it. */
public final class BareModel {
  private record Listed(SessionView session, List<String> ids) {}

  private final Collection<String> providers;
  private final TargetSearch search;
  private final Function<SessionView, Future<ModelCatalogue>> lists;

  public BareModel(
      Collection<String> providers,
      TargetSearch search,
      Function<SessionView, Future<ModelCatalogue>> lists) {
    this.providers = providers;
    this.search = search;
    this.lists = lists;
  }

  /** The one session that lists it; 400 where several might be meant. */
  Future<Optional<Target>> find(String model) {
    return listed()
        .compose(all -> {
          List<SessionView> found =
              all.stream().filter(one -> one.ids().contains(model)).map(Listed::session).toList();
          return found.size() > 1
              ? Future.failedFuture(TargetSearch.ambiguous("Several sessions list " + model, found))
              : Future.succeededFuture(
                  found.stream().findFirst().map(session -> new Target(session, model)));
        });
  }

  /** 404, with the ids that were probably meant. */
  Future<Target> refuse(String model) {
    return listed()
        .compose(all -> {
          List<String> ids = all.stream().flatMap(one -> one.ids().stream()).toList();
          ProviderException refusal =
              new ProviderException(
                  ErrorFacts.of(
                      ErrorKind.MODEL_NOT_FOUND,
                      "No provider lists the model \""
                          + model
                          + "\". To ask a session for it anyway, write SESSION/"
                          + model
                          + "."));
          return Future.failedFuture(NearModels.completed(refusal, model, ids));
        });
  }

  private Future<List<Listed>> listed() {
    List<Future<List<SessionView>>> asked = providers.stream().map(search::candidates).toList();
    return Future.all(asked)
        .compose(found -> {
          Stream<SessionView> sessions = asked.stream().flatMap(future -> future.result().stream());
          List<Future<Listed>> read = sessions.map(this::read).collect(Collectors.toList());
          return Future.all(read).map(done -> read.stream().map(Future::result).toList());
        });
  }

  // A session whose list cannot be had lists nothing; the others still count.
  private Future<Listed> read(SessionView session) {
    return lists
        .apply(session)
        .map(list -> list.models().stream().map(ModelInfo::id).toList())
        .otherwise(List.of())
        .map(ids -> new Listed(session, ids));
  }
}
