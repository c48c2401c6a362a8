package dev.maestro.simulator.exchange;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Keeps credentials out of the log and leaves something in their place by which to compare. */
public final class Fingerprints {
  private static final Set<String> SECRET =
      Set.of("authorization", "x-api-key", "x-goog-api-key", "cookie", "proxy-authorization");
  private static final Pattern KEY_PARAMETER = Pattern.compile("([?&]key=)[^&]*");

  private Fingerprints() {}

  /** {@code sha256:} and the first 16 hex digits. */
  public static String of(String secret) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> masked(MultiMap headers) {
    Map<String, String> masked = new TreeMap<>();
    headers.forEach(header -> {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      String value = header.getValue();
      if (SECRET.contains(name)) {
        value = value.startsWith("Bearer ") ? "Bearer " + of(value.substring(7)) : of(value);
      }
      masked.merge(name, value, (first, second) -> first + ", " + second);
    });
    return masked;
  }

  static String maskedUri(String uri) {
    return KEY_PARAMETER.matcher(uri).replaceAll("$1***");
  }

  /** The fingerprint of whichever credential came, empty without one. */
  static String credential(Incoming incoming) {
    return incoming
        .header("x-api-key")
        .or(() -> incoming.header("x-goog-api-key"))
        .or(incoming::bearer)
        .or(() -> incoming.parameter("key"))
        .map(Fingerprints::of)
        .orElse("");
  }
}
