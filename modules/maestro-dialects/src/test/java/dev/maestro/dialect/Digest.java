package dev.maestro.dialect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of text, as the expectations beside the recordings have them. */
public final class Digest {
  private Digest() {}

  /** SHA-256 of the UTF-8 bytes, in hexadecimal. */
  public static String sha256(CharSequence text) {
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
