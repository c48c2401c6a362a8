package dev.maestro.launcher.program;

import dev.maestro.core.settings.HttpSettings;
import java.net.URI;
import java.util.Set;

/** The base URL under which a gateway with these settings is reached from its own machine. */
public final class GatewayAddress {
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

  private GatewayAddress() {}

  public static URI of(HttpSettings http, int port) {
    String host = EVERYWHERE.contains(http.host()) ? "127.0.0.1" : http.host();
    String written = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create((http.tls().isPresent() ? "https://" : "http://") + written + ":" + port);
  }
}
