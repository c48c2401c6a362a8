package dev.maestro.core.model;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.core.Caller;
import dev.maestro.core.SessionView;
import dev.maestro.core.session.SessionRefusals;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the one session that a caller means, and says why there is none, or more than one. */
public final class TargetSearch {
  /** Where sessions are found. */
  public interface Source {
    /** Ids of the providers there are or were. */
    Collection<String> providers();

    Future<Optional<SessionView>> find(String provider, String name);

    /** Those of this name, whatever their provider. */
    Future<List<SessionView>> named(String name);

    /** The provider's default or only session. */
    Future<Optional<SessionView>> defaultOf(String provider);

    /** The provider's sessions, or the first of many. */
    Future<List<SessionView>> someOf(String provider);
  }

  private final Source source;
  private final Caller caller;

  public TargetSearch(Source source, Caller caller) {
    this.source = source;
    this.caller = caller;
  }

  /** The session of this provider and name, if the caller may use it. */
  Future<Optional<SessionView>> exact(String provider, String name) {
    return source.find(provider, name).map(found -> found.filter(this::may));
  }

  /** The one session of this name; 400 where several providers have one. */
  Future<Optional<SessionView>> named(String name) {
    return source
        .named(name)
        .compose(all -> {
          List<SessionView> allowed = made(all.stream().filter(this::may).toList());
          return allowed.size() > 1
              ? Future.failedFuture(ambiguous("Several sessions are called " + name, allowed))
              : Future.succeededFuture(allowed.stream().findFirst());
        });
  }

  /** The provider's default session; 400 where there are several and none is marked. */
  Future<Optional<SessionView>> defaultOf(String provider) {
    return candidates(provider)
        .compose(allowed ->
            allowed.size() > 1
                ? Future.failedFuture(
                    ambiguous("The provider " + provider + " has no default session", allowed))
                : Future.succeededFuture(allowed.stream().findFirst()));
  }

  /** Its default session where the caller may use that, else all that the caller may use. */
  Future<List<SessionView>> candidates(String provider) {
    return source
        .defaultOf(provider)
        .compose(found ->
            found.filter(this::may).isPresent()
                ? Future.succeededFuture(List.of(found.get()))
                : allowedOf(provider).map(TargetSearch::made));
  }

  private Future<List<SessionView>> allowedOf(String provider) {
    if (caller.sessions().isEmpty()) {
      return source.someOf(provider);
    }
    Future<List<Optional<SessionView>>> found =
        Future.all(
                caller.sessions().get().stream()
                    .map(entry -> entry.substring(entry.indexOf('/') + 1))
                    .distinct()
                    .map(name -> exact(provider, name))
                    .toList())
            .map(all -> all.list());
    return found.map(all -> all.stream().flatMap(Optional::stream).toList());
  }

  /** One that is still being made makes no other ambiguous. */
  private static List<SessionView> made(List<SessionView> all) {
    List<SessionView> made = all.stream().filter(session -> !session.isPending()).toList();
    return made.isEmpty() ? all : made;
  }

  static ProviderException ambiguous(String problem, List<SessionView> choices) {
    String names =
        choices.stream()
            .map(session -> session.provider() + "/" + session.name())
            .collect(Collectors.joining(", "));
    return new ProviderException(
        ErrorFacts.of(ErrorKind.INVALID_REQUEST, "model: " + problem + ": " + names + ".")
            .withCode("invalid")
            .withProblems(
                List.of(
                    new FieldProblem(
                        "model",
                        problem + ".",
                        "Write PROVIDER/SESSION/MODEL with one of: " + names + "."))));
  }

  static ProviderException unknown(String name) {
    return SessionRefusals.unknown(name);
  }

  private boolean may(SessionView session) {
    return caller.may(session.provider(), session.name());
  }
}
