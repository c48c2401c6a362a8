package dev.maestro.core.settings;

import java.util.Optional;
import java.util.Set;

/**
 * Where the gateway listens.
 *
 * @param port 0 takes any free one
 * @param allowedHosts names that a Host header may carry, lower case, without port
 * @param maxBody bytes
 */
public record HttpSettings(
    String host,
    int port,
    Set<String> allowedHosts,
    long maxBody,
    Optional<TlsSettings> tls,
    boolean insecure) {
  public HttpSettings {
    allowedHosts = Set.copyOf(allowedHosts);
  }
}
