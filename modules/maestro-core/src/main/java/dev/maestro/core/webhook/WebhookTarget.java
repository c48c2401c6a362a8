package dev.maestro.core.webhook;

import dev.maestro.api.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A receiver. What is stored, shown and logged of its URL gives none of its path away. */
public record WebhookTarget(Secret url) {
  /** Stands for the URL in the database. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(url.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  String host() {
    return uri().getHost();
  }

  boolean isEncrypted() {
    return uri().getScheme().equalsIgnoreCase("https");
  }

  int port() {
    return uri().getPort() >= 0 ? uri().getPort() : isEncrypted() ? 443 : 80;
  }

  /** What is asked of the host. */
  String pathAndQuery() {
    String path = Optional.of(uri().getRawPath()).filter(text -> !text.isEmpty()).orElse("/");
    return uri().getRawQuery() == null ? path : path + "?" + uri().getRawQuery();
  }

  private URI uri() {
    return URI.create(url.reveal());
  }
}
