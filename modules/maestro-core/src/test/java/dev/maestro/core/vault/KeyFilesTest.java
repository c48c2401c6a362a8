package dev.maestro.core.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  @TempDir Path home;

  @Test
  void theAdminKeyIsMadeOnceAndReadByItsOwnerAlone() throws IOException {
    Secret first = AdminKey.resolve(Optional.empty(), home);

    assertThat(AdminKey.resolve(Optional.empty(), home)).isEqualTo(first);
    assertThat(first.reveal()).matches("maestro_admin_[A-Za-z0-9_-]{43}");
    assertThat(Files.readString(home.resolve("admin.key")).strip()).isEqualTo(first.reveal());
    assertThat(permissions("admin.key")).isEqualTo("rw-------");
  }

  @Test
  void anAdminKeyThatIsSetNeedsNoFile() {
    Secret set = Secret.of("the-operators-own-key");

    assertThat(AdminKey.resolve(Optional.of(set), home)).isEqualTo(set);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void anEmptyKeyFileIsNoKey() throws IOException {
    Files.writeString(home.resolve("admin.key"), "\n");

    assertThat(AdminKey.resolve(Optional.empty(), home).reveal()).startsWith("maestro_admin_");
    assertThat(permissions("admin.key")).isEqualTo("rw-------");
  }

  @Test
  void aMasterKeyFileIsForItsOwnerAlone() throws IOException {
    MasterKeyFile file = new MasterKeyFile(home);
    MasterKey created = file.create();

    assertThat(permissions("master.key")).isEqualTo("rw-------");
    assertThat(file.candidates())
        .extracting(MasterKey::fingerprint)
        .containsExactly(created.fingerprint());
  }

  @Test
  void settlingKeepsTheKeyInForceWhicheverFileItIsIn() {
    MasterKeyFile file = new MasterKeyFile(home);
    MasterKey old = file.create();
    MasterKey next = MasterKey.generate();

    file.writeNext(next);
    file.settleOn(old);
    assertThat(file.candidates())
        .extracting(MasterKey::fingerprint)
        .containsExactly(old.fingerprint());

    file.writeNext(next);
    file.settleOn(next);
    assertThat(file.candidates())
        .extracting(MasterKey::fingerprint)
        .containsExactly(next.fingerprint());
    assertThat(home.resolve("master.key.next")).doesNotExist();
  }

  @Test
  void settlingOnAKeyThatIsInNeitherFileChangesNothing() {
    MasterKeyFile file = new MasterKeyFile(home);
    MasterKey old = file.create();
    MasterKey next = MasterKey.generate();
    file.writeNext(next);

    file.settleOn(MasterKey.generate());

    assertThat(file.candidates())
        .extracting(MasterKey::fingerprint)
        .containsExactly(old.fingerprint(), next.fingerprint());
  }

  @Test
  void aDamagedMasterKeyIsNeverReplaced() throws IOException {
    Files.writeString(home.resolve("master.key"), "planted-but-no-key");

    assertThatThrownBy(() -> new MasterKeyFile(home).candidates())
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("master.key")
        .hasMessageNotContaining("planted");
    assertThat(Files.readString(home.resolve("master.key"))).isEqualTo("planted-but-no-key");
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
  }
}
