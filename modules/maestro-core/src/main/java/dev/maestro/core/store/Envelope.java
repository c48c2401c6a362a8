package dev.maestro.core.store;

import java.util.Arrays;

/**
 * A sealed secret as it is stored. Only the vault knows what is in it; printing one shows its size.
 */
public final class Envelope {
  private final byte[] bytes;

  private Envelope(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Envelope of(byte[] bytes) {
    return new Envelope(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Envelope envelope && Arrays.equals(bytes, envelope.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Envelope[" + bytes.length + " bytes]";
  }
}
