package dev.maestro.gateway.http;

import dev.maestro.api.Secret;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the client key, wherever the client's SDK puts it. */
final class PresentedKey {
  private static final String BEARER = "bearer ";

  private PresentedKey() {}

  static Optional<Secret> in(MultiMap headers, MultiMap query) {
    return Stream.of(
            bearer(headers.get("authorization")),
            headers.get("x-api-key"),
            headers.get("x-goog-api-key"),
            query.get("key"))
        .filter(value -> value != null && !value.isBlank())
        .findFirst()
        .map(value -> Secret.of(value.strip()));
  }

  private static String bearer(String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length())
        : null;
  }
}
