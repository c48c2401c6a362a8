package dev.maestro.core.vault;

import dev.maestro.core.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code home/master.key}, and beside it {@code master.key.next} while a rotation is under way.
 * Only the fingerprint in the database tells which of both is in force. All methods block.
 */
public final class MasterKeyFile {
  private final KeyFile current;
  private final KeyFile next;

  public MasterKeyFile(Path home) {
    this.current = new KeyFile(home.resolve("master.key"));
    this.next = new KeyFile(home.resolve("master.key.next"));
  }

  /**
   * Both keys as far as they are there, the one in force first unless a rotation was cut off after
   * its commit.
   */
  List<MasterKey> candidates() {
    List<MasterKey> keys = new ArrayList<>();
    read(current).ifPresent(keys::add);
    read(next).ifPresent(keys::add);
    return keys;
  }

  /** Writes the first key of a new installation. */
  MasterKey create() {
    MasterKey key = MasterKey.generate();
    try {
      current.write(key.text());
      return key;
    } catch (IOException failure) {
      throw unusable(current, failure);
    }
  }

  void writeNext(MasterKey key) {
    try {
      next.write(key.text());
    } catch (IOException failure) {
      throw unusable(next, failure);
    }
  }

  /** Ends a rotation: leaves the key that fits the database as {@code master.key}, and no other. */
  void settleOn(MasterKey inForce) {
    try {
      if (isThis(read(current), inForce)) {
        next.delete();
      } else if (isThis(read(next), inForce)) {
        next.replace(current);
      }
    } catch (IOException failure) {
      throw unusable(current, failure);
    }
  }

  private static boolean isThis(Optional<MasterKey> found, MasterKey wanted) {
    return found.filter(key -> key.fingerprint().equals(wanted.fingerprint())).isPresent();
  }

  private static Optional<MasterKey> read(KeyFile file) {
    try {
      return file.read().map(MasterKey::of);
    } catch (IOException | VaultException failure) {
      throw unusable(file, failure);
    }
  }

  private static StartRefusedException unusable(KeyFile file, Exception failure) {
    return new StartRefusedException(
        "The key file " + file.path() + " cannot be used: " + failure.getMessage(),
        "It must hold 32 bytes in base64 and be yours to read and write; put it back from your backup.",
        failure);
  }
}
