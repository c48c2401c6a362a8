package dev.maestro.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A credential in memory. It has no wire form: no bus codec takes it, JSON serialisation fails, and
 * printing one shows nothing. {@link #reveal()} is called only where the value goes to its vendor
 * or into an envelope.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  /** Wraps a value. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /**
   * The value itself, for a request header or an envelope; never for a log, an error, an answer or
   * the bus.
   */
  public String reveal() {
    return value;
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
