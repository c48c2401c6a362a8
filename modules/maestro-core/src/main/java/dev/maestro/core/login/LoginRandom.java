package dev.maestro.core.login;

import dev.maestro.api.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** States and verifiers: 32 random bytes in 43 characters, independent of each other. */
final class LoginRandom {
  private static final int BYTES = 32;
  private final SecureRandom random = new SecureRandom();

  Secret next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
