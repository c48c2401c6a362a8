package dev.maestro.core.session;

import dev.maestro.api.AuthType;
import dev.maestro.core.change.Changes;
import dev.maestro.core.change.Remembered;
import dev.maestro.core.store.SessionFilter;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionStatus;
import dev.maestro.core.store.SessionsTable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Finds sessions, and remembers what it found until any session changes, so that a warm gateway
 * reads no database for a stream.
 */
public final class SessionLookup {
  private static final int REMEMBERED = 10_000;
  private static final int CONSIDERED = 50;
  private static final Duration HOW_LONG = Duration.ofMinutes(5);

  private record Question(String by, String first, String second) {}

  private final SessionsTable table;
  private final Remembered<Question, List<SessionRow>> answers =
      new Remembered<>(REMEMBERED, HOW_LONG);

  public SessionLookup(SessionsTable table, Changes changes) {
    this.table = table;
    changes.listen(id -> answers.forgetAll(), answers::forgetAll);
  }

  public Future<Optional<SessionRow>> find(String provider, String name) {
    return one(new Question("name", provider, name), () -> table.find(provider, name));
  }

  public Future<Optional<SessionRow>> find(UUID id) {
    return one(new Question("id", id.toString(), ""), () -> table.find(id));
  }

  /** Reads the database each time: what is remembered may not know of the last use. */
  public Future<Optional<SessionRow>> read(String provider, String name) {
    return table.find(provider, name);
  }

  /** Reads the database each time. */
  public Future<Optional<SessionRow>> read(UUID id) {
    return table.find(id);
  }

  /** Those of this name, whatever their provider. */
  public Future<List<SessionRow>> named(String name) {
    return many(new Question("named", name, ""), () -> table.named(name));
  }

  /** The provider's session marked as default, or its only one. */
  public Future<Optional<SessionRow>> defaultOf(String provider) {
    return one(new Question("default", provider, ""), () -> table.defaultOf(provider));
  }

  /** The provider's sessions, the first 50 by name. */
  public Future<List<SessionRow>> someOf(String provider) {
    SessionFilter filter =
        new SessionFilter(Optional.of(provider), Optional.empty(), Optional.empty());
    return many(
        new Question("provider", provider, ""),
        () -> table.list(filter).map(rows -> rows.stream().limit(CONSIDERED).toList()));
  }

  /** Reads the database each time. */
  public Future<List<SessionRow>> list(
      Optional<String> provider, Optional<AuthType> authType, Optional<SessionStatus> status) {
    return table.list(new SessionFilter(provider, authType, status));
  }

  private Future<Optional<SessionRow>> one(
      Question question, Supplier<Future<Optional<SessionRow>>> read) {
    return many(question, () -> read.get().map(found -> found.stream().toList()))
        .map(rows -> rows.stream().findFirst());
  }

  private Future<List<SessionRow>> many(
      Question question, Supplier<Future<List<SessionRow>>> read) {
    return answers
        .find(
            question,
            () -> read.get().map(rows -> Optional.of(rows).filter(found -> !found.isEmpty())))
        .map(found -> found.orElse(List.of()));
  }
}
