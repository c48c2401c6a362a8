package dev.maestro.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A client's parameters that may pass to a vendor of the same dialect. Keys stay behind, who pays
 * is the session's to say, and in which form the vendor shall answer is the provider's.
 */
final class ClientQuery {
  private static final Set<String> STAYING =
      Set.of("access_token", "alt", "api_key", "key", "oauth_token", "userproject");

  private ClientQuery() {}

  /**
   * Those that pass, encoded anew: what the gateway reads as a key and what the vendor reads as one
   * must not differ by an encoding.
   *
   * @param given decoded
   * @return empty for none
   */
  static String passed(MultiMap given) {
    List<String> passed = new ArrayList<>();
    given.forEach((name, value) -> {
      if (!STAYING.contains(plain(name))) {
        passed.add(encoded(name) + "=" + encoded(value));
      }
    });
    return String.join("&", passed);
  }

  /** Google's parameters go by their names with a dollar sign too. */
  private static String plain(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("$") ? lower.substring(1) : lower;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("%24", "$");
  }
}
