package dev.maestro.core.vault;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The key of the one who runs the gateway. It is in no database: what was set, or what is in {@code
 * home/admin.key}.
 */
public final class AdminKey {
  private static final int RANDOM_BYTES = 32;

  private AdminKey() {}

  /** The set key, else the file's, else a new one written to the file. Blocks. */
  public static Secret resolve(Optional<Secret> setting, Path home) {
    return setting.orElseGet(() -> fromFile(new KeyFile(home.resolve("admin.key"))));
  }

  /** A fresh random key with a recognisable beginning. */
  public static Secret generate(String prefix) {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Secret.of(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  private static Secret fromFile(KeyFile file) {
    try {
      Optional<Secret> existing = file.read();
      if (existing.isPresent()) {
        return existing.get();
      }
      Secret created = generate("maestro_admin_");
      file.write(created);
      return created;
    } catch (IOException failure) {
      throw new StartRefusedException(
          "The key file " + file.path() + " cannot be used: " + failure.getMessage(),
          "Make it yours to read and write, or set admin.key.",
          failure);
    }
  }
}
