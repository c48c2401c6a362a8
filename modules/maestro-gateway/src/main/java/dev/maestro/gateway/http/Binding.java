package dev.maestro.gateway.http;

import dev.maestro.core.settings.HttpSettings;
import dev.maestro.core.settings.StartRefusedException;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Locale;

/** How the server listens. Off loopback it takes TLS, or an explicit word that none is wanted. */
public final class Binding {
  /** Small, so that a slow client slows its vendor soon. */
  private static final int SEND_BUFFER = 64 << 10;

  private Binding() {}

  /** The server's options; refuses to show keys and answers to a network in clear text. */
  public static HttpServerOptions options(HttpSettings settings) {
    if (!isLoopback(settings.host()) && settings.tls().isEmpty() && !settings.insecure()) {
      throw new StartRefusedException(
          "http.host is '%s': keys and answers would cross the network in clear text."
              .formatted(settings.host()),
          "Set http.tls.cert and http.tls.key, or http.host: 127.0.0.1, or http.insecure: true if"
              + " something in front encrypts.");
    }
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setSendBufferSize(SEND_BUFFER);
    settings
        .tls()
        .ifPresent(tls ->
            options
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString())));
    return options;
  }

  // By its text alone: a name may resolve to something else tomorrow.
  static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("::1")
        || name.equals("[::1]")
        || name.matches("127(\\.\\d{1,3}){3}");
  }
}
