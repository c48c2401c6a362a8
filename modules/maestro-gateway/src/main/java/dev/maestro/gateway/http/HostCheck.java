package dev.maestro.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Set;

/** Keeps web pages of other names from reaching a gateway on loopback (DNS rebinding). */
final class HostCheck {
  private final Set<String> allowed;

  HostCheck(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed.stream().map(HostCheck::plain).toList());
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
