package dev.maestro.gateway.http;

import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.core.Caller;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.function.Function;

/** Tells who calls, and whether that role may use a route. */
public final class Authenticator {
  private final Function<Secret, Future<Caller>> keys;

  /** Asks {@code keys} whose a key is; that fails with UNAUTHORIZED for an unknown one. */
  public Authenticator(Function<Secret, Future<Caller>> keys) {
    this.keys = keys;
  }

  Future<Caller> check(MultiMap headers, MultiMap query, Access access) {
    Optional<Secret> presented = PresentedKey.in(headers, query);
    if (presented.isEmpty()) {
      return Future.failedFuture(Refusals.noKey());
    }
    return keys.apply(presented.get())
        .compose(caller ->
            access.allows(caller.role())
                ? Future.succeededFuture(caller)
                : Future.<Caller>failedFuture(role(caller, access)));
  }

  private static ProviderException role(Caller caller, Access access) {
    return Refusals.role(caller.role(), access);
  }
}
