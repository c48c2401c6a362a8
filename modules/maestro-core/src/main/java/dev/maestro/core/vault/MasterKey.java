package dev.maestro.core.vault;

import dev.maestro.api.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** The one key that is not in the database. It wraps the data keys, which seal the secrets. */
public final class MasterKey {
  private static final int FINGERPRINT_BYTES = 16;

  private final Secret text;
  private final Cipher256 cipher;
  private final String fingerprint;

  private MasterKey(byte[] key, SecureRandom random) {
    this.text = Secret.of(Base64.getEncoder().encodeToString(key));
    this.cipher = new Cipher256(key, random);
    this.fingerprint = fingerprintOf(key);
  }

  /** Reads 32 bytes in base64. */
  public static MasterKey of(Secret text) {
    try {
      return new MasterKey(Base64.getDecoder().decode(text.reveal().strip()), new SecureRandom());
    } catch (IllegalArgumentException notBase64) {
      // Without the cause, which may quote the key.
      throw new VaultException("the master key is not base64");
    }
  }

  /** Makes a new one. */
  public static MasterKey generate() {
    SecureRandom random = new SecureRandom();
    byte[] key = new byte[Cipher256.KEY_BYTES];
    random.nextBytes(key);
    return new MasterKey(key, random);
  }

  /** Tells keys apart and gives nothing away: part of a SHA-256 of the key. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The key itself, for its file or the node's settings; never for a log. */
  public Secret text() {
    return text;
  }

  byte[] wrap(UUID dataKeyId, byte[] dataKey) {
    return cipher.seal(dataKey, place(dataKeyId));
  }

  byte[] unwrap(UUID dataKeyId, byte[] wrapped) {
    return cipher.open(wrapped, place(dataKeyId));
  }

  @Override
  public String toString() {
    return "MasterKey[" + fingerprint + "]";
  }

  private static byte[] place(UUID dataKeyId) {
    return new SecretPlace("vault_keys", dataKeyId, "wrapped").associatedData();
  }

  private static String fingerprintOf(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("maestro master key".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(key), 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new VaultException("SHA-256 is not available here", impossible);
    }
  }
}
