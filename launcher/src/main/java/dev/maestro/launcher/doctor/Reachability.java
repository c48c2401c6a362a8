package dev.maestro.launcher.doctor;

import dev.maestro.core.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Can this machine reach the vendors? A connection is opened, nothing is sent. */
final class Reachability {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final String BASE_URL = "base-url";
  private static final Map<String, String> VENDORS = vendors();

  private Reachability() {}

  private static Map<String, String> vendors() {
    Map<String, String> vendors = new LinkedHashMap<>();
    vendors.put("anthropic", "https://api.anthropic.com");
    vendors.put("openai", "https://api.openai.com/v1");
    vendors.put("gemini", "https://generativelanguage.googleapis.com");
    return vendors;
  }

  static List<Finding> of(Settings settings) {
    List<Finding> findings = new ArrayList<>();
    VENDORS.forEach((id, standard) -> {
      String url =
          Optional.ofNullable(settings.providers().of(id, List.of(BASE_URL)).get(BASE_URL))
              .orElse(standard);
      findings.add(reach(id, url));
    });
    return findings;
  }

  private static Finding reach(String id, String url) {
    try {
      URI address = URI.create(url);
      int standard = "http".equals(address.getScheme()) ? 80 : 443;
      int port = address.getPort() > 0 ? address.getPort() : standard;
      connect(address.getHost(), port);
      return Finding.ok(id, url + " can be reached");
    } catch (IllegalArgumentException | IOException unreachable) {
      return Finding.problem(
          id,
          "%s cannot be reached (%s); see the network, a proxy, or providers.%s.base-url"
              .formatted(url, reason(unreachable), id));
    }
  }

  private static String reason(Exception failure) {
    return failure instanceof UnknownHostException ? "unknown host" : failure.getMessage();
  }

  private static void connect(String host, int port) throws IOException {
    if (host == null) {
      throw new IOException("no host in it");
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) LIMIT.toMillis());
    }
  }
}
