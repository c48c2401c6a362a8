package dev.maestro.core.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import dev.maestro.core.store.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VaultTest {
  private static final Secret SECRET = Secret.of("sk-planted-é-7f3a");
  private static final SecretPlace PLACE = new SecretPlace("sessions", new UUID(1, 2), "secret");

  private final UUID keyId = UUID.randomUUID();
  private final Cipher256 cipher = Keyring.cipher(key(1));
  private final Vault vault = new Vault(new Keyring(keyId, Map.of(keyId, cipher)));

  @Test
  void whatIsSealedOpensInItsPlace() {
    assertThat(vault.open(vault.seal(SECRET, PLACE), PLACE)).isEqualTo(SECRET);
    assertThat(vault.open(vault.seal(Secret.of(""), PLACE), PLACE)).isEqualTo(Secret.of(""));
  }

  @Test
  void anEnvelopeOpensInNoOtherPlace() {
    Envelope envelope = vault.seal(SECRET, PLACE);
    for (SecretPlace other :
        new SecretPlace[] {
          new SecretPlace("sessions", new UUID(1, 3), "secret"),
          new SecretPlace("sessions", new UUID(2, 2), "secret"),
          new SecretPlace("sessions", new UUID(1, 2), "token"),
          new SecretPlace("logins", new UUID(1, 2), "secret"),
          new SecretPlace("session", new UUID(1, 2), "ssecret"),
        }) {
      assertThatThrownBy(() -> vault.open(envelope, other)).isInstanceOf(VaultException.class);
    }
  }

  @Test
  void noPlaceIsWrittenAsAnother() {
    assertThat(new SecretPlace("a", new UUID(1, 2), "bc").associatedData())
        .isNotEqualTo(new SecretPlace("ab", new UUID(1, 2), "c").associatedData());
  }

  @Test
  void anEnvelopeChangedOrCutAnywhereDoesNotOpen() {
    byte[] bytes = vault.seal(SECRET, PLACE).bytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> vault.open(Envelope.of(changed), PLACE))
          .as("byte %s", at)
          .isInstanceOf(VaultException.class)
          .hasMessageNotContaining("planted");
      byte[] cut = java.util.Arrays.copyOf(bytes, at);
      assertThatThrownBy(() -> vault.open(Envelope.of(cut), PLACE))
          .isInstanceOf(VaultException.class);
    }
  }

  @Test
  void theSecretIsNotInItsEnvelopeAndNoTwoEnvelopesAreEqual() {
    Set<Envelope> envelopes = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Envelope envelope = vault.seal(SECRET, PLACE);
      assertThat(new String(envelope.bytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("planted");
      envelopes.add(envelope);
    }
    assertThat(envelopes).hasSize(100);
  }

  @Test
  void anOlderKeyStillOpensWhatItSealed() {
    UUID newer = UUID.randomUUID();
    Vault later =
        new Vault(new Keyring(newer, Map.of(keyId, cipher, newer, Keyring.cipher(key(2)))));
    Envelope old = vault.seal(SECRET, PLACE);
    Envelope fresh = later.seal(SECRET, PLACE);

    assertThat(later.open(old, PLACE)).isEqualTo(SECRET);
    assertThat(later.open(fresh, PLACE)).isEqualTo(SECRET);
    assertThat(SealedText.of(fresh).keyId()).isEqualTo(newer);
    assertThatThrownBy(() -> vault.open(fresh, PLACE))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(newer.toString());
  }

  @Test
  void aMasterKeyUnwrapsOnlyItsOwnKeysUnderTheirOwnIds() {
    MasterKey master = MasterKey.generate();
    byte[] wrapped = master.wrap(keyId, key(3));

    assertThat(master.unwrap(keyId, wrapped)).isEqualTo(key(3));
    assertThat(MasterKey.of(master.text()).unwrap(keyId, wrapped)).isEqualTo(key(3));
    assertThatThrownBy(() -> master.unwrap(UUID.randomUUID(), wrapped))
        .isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> MasterKey.generate().unwrap(keyId, wrapped))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void aFingerprintTellsKeysApartAndShowsNothingOfThem() {
    MasterKey master = MasterKey.generate();

    assertThat(master.fingerprint()).matches("[0-9a-f]{32}");
    assertThat(MasterKey.of(master.text()).fingerprint()).isEqualTo(master.fingerprint());
    assertThat(MasterKey.generate().fingerprint()).isNotEqualTo(master.fingerprint());
    assertThat(master.toString()).isEqualTo("MasterKey[" + master.fingerprint() + "]");
  }

  @Test
  void aMasterKeyOfWrongFormIsRefusedWithoutBeingQuoted() {
    for (String bad : new String[] {"", "planted!", "cGxhbnRlZA=="}) {
      assertThatThrownBy(() -> MasterKey.of(Secret.of(bad)))
          .isInstanceOf(VaultException.class)
          .hasMessageNotContaining("planted")
          .hasNoCause();
    }
  }

  private static byte[] key(int seed) {
    byte[] key = new byte[Cipher256.KEY_BYTES];
    java.util.Arrays.fill(key, (byte) seed);
    return key;
  }
}
