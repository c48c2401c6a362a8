package dev.maestro.core;

import dev.maestro.core.model.TargetSearch;
import dev.maestro.core.provider.Announcements;
import dev.maestro.core.session.SessionLookup;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds sessions for model strings. */
record SessionSource(SessionLookup lookup, Sessions sessions, Announcements announcements)
    implements TargetSearch.Source {
  @Override
  public Collection<String> providers() {
    return announcements.knownIds();
  }

  @Override
  public Future<Optional<SessionView>> find(String provider, String name) {
    return one(lookup.find(provider, name));
  }

  @Override
  public Future<List<SessionView>> named(String name) {
    return many(lookup.named(name));
  }

  @Override
  public Future<Optional<SessionView>> defaultOf(String provider) {
    return one(lookup.defaultOf(provider));
  }

  @Override
  public Future<List<SessionView>> someOf(String provider) {
    return many(lookup.someOf(provider));
  }

  private Future<Optional<SessionView>> one(Future<Optional<SessionRow>> found) {
    return found.map(row -> row.map(sessions::view));
  }

  private Future<List<SessionView>> many(Future<List<SessionRow>> found) {
    return found.map(rows -> rows.stream().map(sessions::view).toList());
  }
}
