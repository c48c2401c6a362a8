package dev.maestro.core.vault;

import dev.maestro.api.Secret;
import dev.maestro.core.store.Envelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Seals and opens secrets. Pure computation of some microseconds, fit for the event loop. */
public final class Vault {
  private final Keyring keyring;

  Vault(Keyring keyring) {
    this.keyring = keyring;
  }

  public Envelope seal(Secret secret, SecretPlace place) {
    byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
    byte[] sealed = keyring.cipher(keyring.sealing()).seal(text, place.associatedData());
    return new SealedText(keyring.sealing(), ByteBuffer.wrap(sealed)).envelope();
  }

  /**
   * Throws {@link VaultException} where the envelope was sealed for another place, altered, or by a
   * key not here.
   */
  public Secret open(Envelope envelope, SecretPlace place) {
    SealedText sealed = SealedText.of(envelope);
    byte[] text = keyring.cipher(sealed.keyId()).open(sealed.sealedBytes(), place.associatedData());
    return Secret.of(new String(text, StandardCharsets.UTF_8));
  }
}
