package dev.maestro.core.model;

import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.ModelList;
import dev.maestro.api.bus.SessionCall;
import dev.maestro.core.ModelCatalogue;
import dev.maestro.core.SessionView;
import dev.maestro.core.change.Changes;
import dev.maestro.core.change.Remembered;
import dev.maestro.core.provider.Ability;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.store.ModelListRow;
import dev.maestro.core.store.ModelListsTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each session's models, as its vendor listed them an hour ago or less, completed from the facts
 * file. Stored as the vendor said them, so that newer facts reach old lists.
 */
public final class ModelCatalogues {
  private static final Logger logger = LoggerFactory.getLogger(ModelCatalogues.class);
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int SESSIONS = 2_000;

  private final ModelListsTable table;
  private final ProviderCalls providers;
  private final ModelFacts facts;
  private final InstantSource clock;
  private final Remembered<UUID, ProviderException> failed = new Remembered<>(SESSIONS, PAUSE);
  private final Remembered<UUID, ModelListRow> lists = new Remembered<>(SESSIONS, REMEMBERED);
  private final Map<UUID, Future<ModelListRow>> asked = new ConcurrentHashMap<>();

  public ModelCatalogues(
      ModelListsTable table,
      ProviderCalls providers,
      ModelFacts facts,
      Changes changes,
      InstantSource clock) {
    this.table = table;
    this.providers = providers;
    this.facts = facts;
    this.clock = clock;
    changes.listen(this::forget, this::forgetAll);
  }

  /**
   * The list, from the vendor where it is old or {@code refresh} asks for it. Where the vendor
   * fails the old list is given, as stale; where it refuses the session, its refusal. A vendor that
   * has just failed is spared, unless {@code refresh} asks or there is no list at all.
   */
  public Future<ModelCatalogue> of(SessionView session, boolean refresh) {
    return known(session)
        .compose(known -> {
          if (!refresh && known.filter(this::isFresh).isPresent()) {
            return Future.succeededFuture(catalogue(known.get(), false));
          }
          boolean ask = refresh || known.isEmpty();
          return (ask ? fetch(session) : spared(session))
              .map(row -> catalogue(row, false))
              .recover(failure -> stale(session, known, failure));
        });
  }

  /**
   * The list whatever its age; from the vendor only if there never was one, and not again right
   * after it failed.
   */
  public Future<ModelCatalogue> anyOf(SessionView session) {
    return known(session)
        .compose(known -> known.map(Future::succeededFuture).orElseGet(() -> spared(session)))
        .map(row -> catalogue(row, false));
  }

  private Future<ModelListRow> spared(SessionView session) {
    return failed
        .find(id(session), () -> Future.succeededFuture(Optional.empty()))
        .compose(before -> before.isPresent() ? Future.failedFuture(before.get()) : fetch(session));
  }

  private Future<Optional<ModelListRow>> known(SessionView session) {
    UUID id = id(session);
    return lists.find(id, () -> table.find(id).map(found -> found.map(this::completed)));
  }

  /** All who ask for one session's list at the same time wait for one answer. */
  private Future<ModelListRow> fetch(SessionView session) {
    UUID id = id(session);
    Promise<ModelListRow> answer = Promise.promise();
    Future<ModelListRow> running = asked.putIfAbsent(id, answer.future());
    if (running != null) {
      return running;
    }
    ask(session, id)
        .onComplete(result -> {
          asked.remove(id);
          answer.handle(result);
        });
    return answer.future();
  }

  private Future<ModelListRow> ask(SessionView session, UUID id) {
    long listsBefore = lists.changes();
    long failedBefore = failed.changes();
    return providers
        .request(Ability.MODELS, session.provider(), new SessionCall(session.id()), ModelList.class)
        .onFailure(cause -> failed.keep(id, ProviderException.from(cause), failedBefore))
        .compose(answer -> {
          ModelListRow row = new ModelListRow(id, answer.models(), clock.instant());
          return table.store(row).map(stored -> completed(row));
        })
        .onSuccess(completed -> lists.keep(id, completed, listsBefore));
  }

  private static UUID id(SessionView session) {
    return UUID.fromString(session.id());
  }

  private static Future<ModelCatalogue> stale(
      SessionView session, Optional<ModelListRow> known, Throwable failure) {
    ProviderException cause = ProviderException.from(failure);
    if (known.isEmpty() || !cause.facts().retryable()) {
      return Future.failedFuture(cause);
    }
    logger.warn(
        "The models of {}/{} are those of {}: {}",
        session.provider(),
        session.name(),
        known.get().fetchedAt(),
        cause.getMessage());
    return Future.succeededFuture(catalogue(known.get(), true));
  }

  private static ModelCatalogue catalogue(ModelListRow row, boolean stale) {
    return new ModelCatalogue(row.models(), row.fetchedAt(), stale);
  }

  private ModelListRow completed(ModelListRow row) {
    return new ModelListRow(
        row.sessionId(), row.models().stream().map(facts::complete).toList(), row.fetchedAt());
  }

  private boolean isFresh(ModelListRow row) {
    return row.fetchedAt().plus(FRESH).isAfter(clock.instant());
  }

  private void forgetAll() {
    lists.forgetAll();
    failed.forgetAll();
  }

  // Not every id that changes is a session's; those of client keys are simply not in here.
  private void forget(String id) {
    try {
      lists.forget(UUID.fromString(id));
      failed.forget(UUID.fromString(id));
    } catch (IllegalArgumentException notAnId) {
      logger.warn("A change was told of something that has no id");
    }
  }
}
