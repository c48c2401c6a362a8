package dev.maestro.core.model;

import dev.maestro.core.SessionView;
import dev.maestro.core.Target;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/** The order in which a model string is matched. Only first segments count as names. */
public final class ModelTarget {
  private final Collection<String> providers;
  private final TargetSearch search;
  private final BareModel bare;

  public ModelTarget(Collection<String> providers, TargetSearch search, BareModel bare) {
    this.providers = providers;
    this.search = search;
    this.bare = bare;
  }

  /** What {@code [PROVIDER/]SESSION} names; 404 where there is none. */
  public Future<SessionView> session(String text) {
    int slash = text.indexOf('/');
    Future<Optional<SessionView>> found =
        slash < 0
            ? search.named(text)
            : search.exact(text.substring(0, slash), text.substring(slash + 1));
    return found.compose(session -> present(session, text));
  }

  /** What a whole model string names. */
  public Future<Target> of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return bare.find(text)
          .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> bare.refuse(text)));
    }
    String first = text.substring(0, slash);
    String rest = text.substring(slash + 1);
    return or(
        inProvider(first, rest),
        () ->
            or(
                bySession(first, rest),
                () ->
                    or(
                        byDefault(first, rest),
                        () ->
                            bare.find(text)
                                .compose(found ->
                                    found
                                        .map(Future::succeededFuture)
                                        .orElseGet(() -> nothing(first, rest))))));
  }

  private Future<Optional<Target>> inProvider(String provider, String rest) {
    int slash = rest.indexOf('/');
    return slash < 0 || !providers.contains(provider)
        ? Future.succeededFuture(Optional.empty())
        : target(search.exact(provider, rest.substring(0, slash)), rest.substring(slash + 1));
  }

  private Future<Optional<Target>> bySession(String session, String rest) {
    // No session has a provider's id as its name.
    return providers.contains(session)
        ? Future.succeededFuture(Optional.empty())
        : target(search.named(session), rest);
  }

  private Future<Optional<Target>> byDefault(String provider, String rest) {
    return providers.contains(provider)
        ? target(search.defaultOf(provider), rest)
        : Future.succeededFuture(Optional.empty());
  }

  private Future<Target> nothing(String first, String rest) {
    int slash = rest.indexOf('/');
    String meant =
        !providers.contains(first)
            ? first
            : slash < 0 ? first + " (the default)" : first + "/" + rest.substring(0, slash);
    return Future.failedFuture(TargetSearch.unknown(meant));
  }

  private static Future<Optional<Target>> target(
      Future<Optional<SessionView>> session, String model) {
    return session.map(found -> found.map(its -> new Target(its, model)));
  }

  private static Future<Target> or(Future<Optional<Target>> first, Supplier<Future<Target>> then) {
    return first.compose(found -> found.map(Future::succeededFuture).orElseGet(then));
  }

  private static Future<SessionView> present(Optional<SessionView> found, String text) {
    return found
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(TargetSearch.unknown(text)));
  }
}
