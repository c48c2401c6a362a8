package dev.maestro.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.function.Predicate;

/**
 * A line of the route table.
 *
 * @param claims whether a request to this path is this line's; the first line that says so gets it
 * @param path as the router writes it; {@code :name} is a segment, {@code *} the rest, or what
 *     stands before the text after it
 * @param json whether a JSON body is read before the route is called
 */
public record Endpoint(
    HttpMethod method,
    String path,
    Access access,
    boolean json,
    ErrorForm errors,
    Route route,
    Predicate<MultiMap> claims) {
  /** A line that takes every request to its path. */
  public static Endpoint of(
      HttpMethod method, String path, Access access, boolean json, ErrorForm errors, Route route) {
    return new Endpoint(method, path, access, json, errors, route, any -> true);
  }

  /** This line for those requests only. */
  public Endpoint claimedIf(Predicate<MultiMap> whose) {
    return new Endpoint(method, path, access, json, errors, route, whose);
  }
}
