package dev.maestro.core.vault;

/**
 * An envelope or a wrapped key does not open: it was altered, moved, or sealed by a key that is not
 * here.
 */
public final class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VaultException(String message) {
    super(message);
  }

  VaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
