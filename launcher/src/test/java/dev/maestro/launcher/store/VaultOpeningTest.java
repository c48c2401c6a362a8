package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.core.store.ClusterFactsTable;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.Envelope;
import dev.maestro.core.store.VaultKeyRow;
import dev.maestro.core.store.VaultKeysTable;
import dev.maestro.core.vault.MasterKey;
import dev.maestro.core.vault.MasterKeyRotation;
import dev.maestro.core.vault.SecretPlace;
import dev.maestro.core.vault.Vault;
import dev.maestro.core.vault.VaultException;
import dev.maestro.core.vault.VaultOpening;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class VaultOpeningTest {
  private static final SecretPlace PLACE = new SecretPlace("sessions", UUID.randomUUID(), "secret");
  private static final Secret SECRET = Secret.of("sk-planted");

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path home;
  @TempDir Path otherHome;

  @Test
  void theFirstStartMakesTheKeyAndTheNextFindsIt() throws Exception {
    Envelope envelope = vault(home).seal(SECRET, PLACE);

    assertThat(vault(home).open(envelope, PLACE)).isEqualTo(SECRET);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("master.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aNodeWithAnotherKeyIsRefusedAndBothFingerprintsAreNamed() throws Exception {
    vault(home);
    MasterKey other = MasterKey.generate();
    String known = MasterKey.of(keyIn(home)).fingerprint();

    assertThatThrownBy(() -> vault(otherHome, Optional.of(other.text())))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContainingAll(known, other.fingerprint())
        .hasMessageNotContaining(other.text().reveal());
  }

  @Test
  void aNodeWithoutAnyKeyIsRefusedRatherThanGivenANewOne() throws Exception {
    vault(home);

    assertThatThrownBy(() -> vault(otherHome))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(MasterKey.of(keyIn(home)).fingerprint());
    assertThat(otherHome).isEmptyDirectory();
  }

  @Test
  void manyNodesThatStartAtOnceWithOneKeyShareOneVault() throws Exception {
    Optional<Secret> key = Optional.of(MasterKey.generate().text());
    List<Future<Vault>> nodes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      nodes.add(new VaultOpening(database.vertx(), database(), key, home).open());
    }
    await(Future.all(nodes));

    Envelope envelope = nodes.getFirst().result().seal(SECRET, PLACE);
    assertThat(nodes)
        .allSatisfy(node -> assertThat(node.result().open(envelope, PLACE)).isEqualTo(SECRET));
    assertThat(await(new VaultKeysTable(database().queries()).list())).hasSize(1);
  }

  @Test
  void ofManyNodesThatBringDifferentKeysExactlyOneStarts() throws Exception {
    List<Future<Vault>> nodes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Optional<Secret> key = Optional.of(MasterKey.generate().text());
      nodes.add(new VaultOpening(database.vertx(), database(), key, home).open());
    }
    await(Future.join(nodes).otherwiseEmpty());

    assertThat(nodes.stream().filter(Future::succeeded)).hasSize(1);
    assertThat(nodes.stream().filter(Future::failed).map(Future::cause))
        .allMatch(StartRefusedException.class::isInstance);
  }

  @Test
  void afterARotationTheNewKeyOpensWhatTheOldOneSealedAndTheOldOneIsRefused() throws Exception {
    Vault running = vault(home);
    Envelope envelope = running.seal(SECRET, PLACE);
    Secret old = keyIn(home);

    MasterKey next = await(rotation(Optional.empty()).rotate());

    assertThat(keyIn(home)).isEqualTo(next.text()).isNotEqualTo(old);
    assertThat(home.resolve("master.key.next")).doesNotExist();
    assertThat(vault(home).open(envelope, PLACE)).isEqualTo(SECRET);
    assertThat(vault(home).open(running.seal(SECRET, PLACE), PLACE))
        .as("a node that kept running")
        .isEqualTo(SECRET);
    assertThatThrownBy(() -> vault(otherHome, Optional.of(old)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContainingAll(next.fingerprint(), MasterKey.of(old).fingerprint());
  }

  @Test
  void aRotationCutOffBeforeItsCommitLeavesTheOldKeyInForce() throws Exception {
    Envelope envelope = vault(home).seal(SECRET, PLACE);
    Secret old = keyIn(home);
    Files.writeString(home.resolve("master.key.next"), MasterKey.generate().text().reveal());

    assertThat(vault(home).open(envelope, PLACE)).isEqualTo(SECRET);

    assertThat(keyIn(home)).isEqualTo(old);
    assertThat(home.resolve("master.key.next")).doesNotExist();
  }

  @Test
  void aRotationCutOffAfterItsCommitIsFinishedByTheNextStart() throws Exception {
    Envelope envelope = vault(home).seal(SECRET, PLACE);
    Secret old = keyIn(home);
    MasterKey next = await(rotation(Optional.empty()).rotate());
    Files.writeString(home.resolve("master.key.next"), next.text().reveal());
    Files.writeString(home.resolve("master.key"), old.reveal());

    assertThat(vault(home).open(envelope, PLACE)).isEqualTo(SECRET);

    assertThat(keyIn(home)).isEqualTo(next.text());
    assertThat(home.resolve("master.key.next")).doesNotExist();
  }

  @Test
  void aRotationThatFailsInTheMiddleChangesNothing() throws Exception {
    Envelope envelope = vault(home).seal(SECRET, PLACE);
    Secret old = keyIn(home);
    VaultKeysTable keys = new VaultKeysTable(database().queries());
    UUID damaged = UUID.randomUUID();
    List<VaultKeyRow> before = await(keys.list());
    await(
        keys.insert(
            new VaultKeyRow(
                damaged, Envelope.of(new byte[64]), "damaged", Instant.now().plusSeconds(60))));

    assertThatThrownBy(() -> await(rotation(Optional.empty()).rotate()))
        .isInstanceOf(VaultException.class);

    assertThat(await(keys.list())).containsAll(before);
    deleteKey(damaged);
    assertThat(vault(home).open(envelope, PLACE)).isEqualTo(SECRET);
    assertThat(keyIn(home)).isEqualTo(old);
  }

  @Test
  void aKeyFromTheSettingsIsRotatedWithoutAFile() throws Exception {
    MasterKey old = MasterKey.generate();
    Envelope envelope = vault(home, Optional.of(old.text())).seal(SECRET, PLACE);

    MasterKey next = await(rotation(Optional.of(old.text())).rotate());

    assertThat(home).isEmptyDirectory();
    assertThat(vault(home, Optional.of(next.text())).open(envelope, PLACE)).isEqualTo(SECRET);
    assertThatThrownBy(() -> vault(home, Optional.of(old.text())))
        .isInstanceOf(StartRefusedException.class);
  }

  @Test
  void ofTwoRotationsAtOnceOneWinsAndItsKeyIsTheOneInForce() throws Exception {
    MasterKey old = MasterKey.generate();
    Envelope envelope = vault(home, Optional.of(old.text())).seal(SECRET, PLACE);

    Future<MasterKey> one = rotation(Optional.of(old.text())).rotate();
    Future<MasterKey> two = rotation(Optional.of(old.text())).rotate();
    await(Future.join(one, two).otherwiseEmpty());

    assertThat(one.succeeded()).isNotEqualTo(two.succeeded());
    MasterKey winner = one.succeeded() ? one.result() : two.result();
    assertThat(vault(home, Optional.of(winner.text())).open(envelope, PLACE)).isEqualTo(SECRET);
  }

  @Test
  void theDatabaseHoldsTheFingerprintAndNoKey() throws Exception {
    vault(home);
    String key = keyIn(home).reveal();

    assertThat(await(new ClusterFactsTable(database().queries()).find("master_fingerprint")))
        .contains(MasterKey.of(Secret.of(key)).fingerprint());
    assertThat(await(new VaultKeysTable(database().queries()).list()))
        .allMatch(
            row -> row.masterFingerprint().equals(MasterKey.of(Secret.of(key)).fingerprint()));
  }

  private void deleteKey(UUID id) throws Exception {
    URI address = URI.create(database.url().reveal());
    String[] user = address.getUserInfo().split(":", 2);
    String jdbc =
        "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath();
    try (Connection connection = DriverManager.getConnection(jdbc, user[0], user[1]);
        Statement statement = connection.createStatement()) {
      statement.execute("delete from vault_keys where id = '" + id + "'");
    }
  }

  private Database database() {
    return database.database();
  }

  private MasterKeyRotation rotation(Optional<Secret> setting) {
    return new MasterKeyRotation(database.vertx(), database(), setting, home);
  }

  private Vault vault(Path folder) throws Exception {
    return vault(folder, Optional.empty());
  }

  private Vault vault(Path folder, Optional<Secret> setting) throws Exception {
    return await(new VaultOpening(database.vertx(), database(), setting, folder).open());
  }

  private static Secret keyIn(Path folder) throws IOException {
    return Secret.of(Files.readString(folder.resolve("master.key")).strip());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
