package dev.maestro.core.store;

import dev.maestro.api.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a client's key, in hexadecimal. Keys are long and random, so that no salt is needed.
 */
public record KeyHash(String hex) {

  public static KeyHash of(Secret key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new KeyHash(
          HexFormat.of().formatHex(digest.digest(key.reveal().getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** In constant time. */
  public boolean matches(KeyHash other) {
    return MessageDigest.isEqual(
        hex.getBytes(StandardCharsets.US_ASCII), other.hex.getBytes(StandardCharsets.US_ASCII));
  }
}
