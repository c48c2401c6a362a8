package dev.maestro.gateway.http;

import dev.maestro.core.settings.HttpSettings;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps web pages of other names from reaching a gateway on loopback (DNS rebinding). Loopback and
 * the address it listens on are nobody else's names: the commands of this machine use them.
 */
final class HostCheck {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  private final Set<String> allowed;

  HostCheck(HttpSettings settings) {
    Stream<String> own = Stream.concat(LOOPBACK.stream(), Stream.of(settings.host()));
    this.allowed =
        Stream.concat(own, settings.allowedHosts().stream())
            .map(HostCheck::plain)
            .collect(Collectors.toUnmodifiableSet());
  }

  void check(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null || !allowed.contains(plain(authority.host()))) {
      throw Refusals.host(authority == null ? null : authority.host());
    }
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") && lower.endsWith("]")
        ? lower.substring(1, lower.length() - 1)
        : lower;
  }
}
