package dev.maestro.core.provider;

/** A provider's jar cannot be used; the message is the sentence for the operator. */
final class ProviderRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  ProviderRefusedException(String message) {
    super(message);
  }

  ProviderRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
