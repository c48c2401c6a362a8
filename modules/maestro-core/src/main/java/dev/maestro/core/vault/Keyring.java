package dev.maestro.core.vault;

import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;

/** The data keys, opened. The newest seals; every one opens what it sealed. */
record Keyring(UUID sealing, Map<UUID, Cipher256> ciphers) {
  Keyring {
    ciphers = Map.copyOf(ciphers);
  }

  static Cipher256 cipher(byte[] dataKey) {
    return new Cipher256(dataKey, new SecureRandom());
  }

  Cipher256 cipher(UUID keyId) {
    Cipher256 cipher = ciphers.get(keyId);
    if (cipher == null) {
      throw new VaultException("the envelope names key " + keyId + ", which is not in this vault");
    }
    return cipher;
  }
}
