package dev.maestro.api.upstream;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What of a client's headers goes up to a vendor. The gateway leaves credentials out already; this
 * is the second lock, and it takes away what belongs to the client's own connection: an {@code
 * accept-encoding} that passed through would bring bytes that nobody here unpacks.
 */
public final class PassedHeaders {
  private static final Set<String> CONNECTION =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "origin",
          "referer",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private static final Set<String> CREDENTIALS =
      Set.of(
          "api-key",
          "authorization",
          "cookie",
          "proxy-authorization",
          "x-api-key",
          "x-goog-api-key");

  private PassedHeaders() {}

  /**
   * The headers that may go up, in a map of its own, so that a provider adds the vendor's.
   *
   * @param client lower-case names
   * @param never further names, lower case, that this vendor must not get from a client
   */
  public static Map<String, String> of(Map<String, String> client, String... never) {
    Set<String> refused = Set.of(never);
    Map<String, String> passed = new LinkedHashMap<>();
    client.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean proxys = lower.startsWith("x-forwarded-") || lower.startsWith("proxy-");
      boolean ours = lower.startsWith("maestro-") || lower.startsWith("sec-");
      if (!proxys
          && !ours
          && !CONNECTION.contains(lower)
          && !CREDENTIALS.contains(lower)
          && !refused.contains(lower)) {
        passed.put(lower, value);
      }
    });
    return passed;
  }
}
