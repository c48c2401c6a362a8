package dev.maestro.gateway.route;

import dev.maestro.api.upstream.PassedHeaders;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A client's headers that may pass to a vendor of the same dialect. Which organisation and project
 * pays is the session's to say, whatever the vendor calls these headers.
 */
public final class ClientHeaders {
  private ClientHeaders() {}

  /** All of them, with lower-case names. */
  public static Map<String, String> all(MultiMap headers) {
    Map<String, String> given = new LinkedHashMap<>();
    headers.forEach((name, value) ->
        given.merge(name.toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other));
    return given;
  }

  static Map<String, String> passed(MultiMap headers) {
    Map<String, String> given = all(headers);
    given.keySet().removeIf(ClientHeaders::namesPayer);
    given.remove("x-request-id");
    return PassedHeaders.of(given);
  }

  private static boolean namesPayer(String name) {
    return name.endsWith("-organization") || name.endsWith("-project");
  }
}
