package dev.maestro.e2e.program;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** As the simulator's log writes them. */
final class Hashes {
  private Hashes() {}

  static String sha256(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError(absent);
    }
  }

  /** How the log shows a credential. */
  static String fingerprint(String secret) {
    return "sha256:" + sha256(secret).substring(0, 16);
  }
}
