package dev.maestro.simulator.script;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opaque texts that the simulator issues and later knows again, without keeping any: a random salt,
 * and an HMAC over kind, salt and content. Together they fill whole groups of base64: no character
 * can change unnoticed.
 */
public final class Signatures {
  private static final int SALT = 25;
  private static final int MAC = 32;

  private final byte[] key;

  public Signatures(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /** Signs content; {@code prefix} is how the vendor's own begin, in base64. */
  public String issue(String prefix, String kind, String content) {
    byte[] salt = new byte[SALT];
    ThreadLocalRandom.current().nextBytes(salt);
    byte[] all = ByteBuffer.allocate(SALT + MAC).put(salt).put(mac(kind, salt, content)).array();
    return prefix + Base64.getEncoder().encodeToString(all);
  }

  /** The same in the alphabet that is safe in URLs. */
  public String issueUrlSafe(String prefix, String kind, String content) {
    return issue(prefix, kind, content).replace('+', '-').replace('/', '_');
  }

  /** True if this text was issued for that kind and content. */
  public boolean verify(String prefix, String kind, String content, String signature) {
    if (!signature.startsWith(prefix)) {
      return false;
    }
    byte[] all;
    try {
      String rest = signature.substring(prefix.length());
      all = Base64.getDecoder().decode(rest.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (all.length != SALT + MAC) {
      return false;
    }
    byte[] salt = Arrays.copyOf(all, SALT);
    return MessageDigest.isEqual(
        mac(kind, salt, content), Arrays.copyOfRange(all, SALT, all.length));
  }

  private byte[] mac(String kind, byte[] salt, String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(kind.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(salt);
      return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
