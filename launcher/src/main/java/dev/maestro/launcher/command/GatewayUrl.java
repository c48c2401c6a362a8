package dev.maestro.launcher.command;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The address that {@code --url} names. */
record GatewayUrl(URI address) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");
  private static final String LOOPBACK_NET = "127(\\.\\d{1,3}){3}";

  /** What is wrong with it. */
  Optional<String> problem(boolean insecure) {
    boolean web = "http".equalsIgnoreCase(address.getScheme()) || isTls();
    if (!web || address.getHost() == null) {
      return Optional.of(
          "--url: \"%s\" is no address of a gateway; write it whole, for example %s"
              .formatted(address, "http://127.0.0.1:7420"));
    }
    return isTls() || isHere() || insecure
        ? Optional.empty()
        : Optional.of(
            "--url: %s would get the key in clear text; use https, or allow it by --insecure"
                .formatted(address));
  }

  /** Whether it is of this machine, whose own key it may get. */
  boolean isHere() {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(host) || host.matches(LOOPBACK_NET);
  }

  private boolean isTls() {
    return "https".equalsIgnoreCase(address.getScheme());
  }
}
