package dev.maestro.launcher.program;

import dev.maestro.core.settings.HttpSettings;
import dev.maestro.core.settings.StartRefusedException;

/** Why the gateway cannot listen, and what to do. */
final class NotListening {
  private NotListening() {}

  static StartRefusedException of(HttpSettings http, Throwable failure) {
    if (failure instanceof StartRefusedException refused) {
      return refused;
    }
    return new StartRefusedException(
        "The gateway cannot listen on %s:%d: %s."
            .formatted(http.host(), http.port(), failure.getMessage()),
        "Stop what listens there, or set http.port (MAESTRO_HTTP_PORT) or http.host"
            + (http.tls().isPresent() ? "; see also the files of http.tls." : "."),
        failure);
  }
}
