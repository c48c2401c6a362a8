package dev.maestro.core.vault;

import dev.maestro.core.store.Envelope;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What an envelope holds: a version byte, the id of the data key, and what {@link Cipher256} made.
 *
 * @param sealed read-only
 */
record SealedText(UUID keyId, ByteBuffer sealed) {
  private static final byte VERSION = 1;
  private static final int HEADER = 1 + 2 * Long.BYTES;

  static SealedText of(Envelope envelope) {
    ByteBuffer stored = ByteBuffer.wrap(envelope.bytes()).asReadOnlyBuffer();
    if (stored.remaining() <= HEADER || stored.get() != VERSION) {
      throw new VaultException("the stored bytes are no envelope of this version");
    }
    UUID keyId = new UUID(stored.getLong(), stored.getLong());
    return new SealedText(keyId, stored.slice());
  }

  Envelope envelope() {
    ByteBuffer whole =
        ByteBuffer.allocate(HEADER + sealed.remaining())
            .put(VERSION)
            .putLong(keyId.getMostSignificantBits())
            .putLong(keyId.getLeastSignificantBits())
            .put(sealed.duplicate());
    return Envelope.of(whole.array());
  }

  byte[] sealedBytes() {
    byte[] bytes = new byte[sealed.remaining()];
    sealed.duplicate().get(bytes);
    return bytes;
  }
}
