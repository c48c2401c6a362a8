package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.Secret;
import dev.maestro.core.store.ClientKeyRow;
import dev.maestro.core.store.ClientKeysTable;
import dev.maestro.core.store.InsertOutcome;
import dev.maestro.core.store.KeptTurnsTable;
import dev.maestro.core.store.KeyHash;
import dev.maestro.core.store.KeyRole;
import dev.maestro.core.store.ModelListRow;
import dev.maestro.core.store.ModelListsTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.core.store.StoredResponse;
import dev.maestro.core.store.StoredResponsesTable;
import dev.maestro.core.turn.KeptTurn;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TablesTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  @Test
  void aClientKeyIsFoundByItsHashAlone() throws Exception {
    ClientKeysTable keys = new ClientKeysTable(database.database());
    ClientKeyRow row = key("mk-one", Optional.of(List.of("work", "openai/home")));

    assertThat(await(keys.insert(row))).isEqualTo(InsertOutcome.INSERTED);

    assertThat(await(keys.find(KeyHash.of(Secret.of("mk-one"))))).contains(row);
    assertThat(await(keys.find(KeyHash.of(Secret.of("mk-two"))))).isEmpty();
    assertThat(await(keys.insert(key("mk-one", Optional.empty())))).isEqualTo(InsertOutcome.TAKEN);
  }

  @Test
  void aKeyWithoutAListOfSessionsIsNotOneWithAnEmptyList() throws Exception {
    ClientKeysTable keys = new ClientKeysTable(database.database());
    await(keys.insert(key("every", Optional.empty())));
    await(keys.insert(key("none", Optional.of(List.of()))));

    assertThat(await(keys.find(KeyHash.of(Secret.of("every")))).orElseThrow().sessions()).isEmpty();
    assertThat(await(keys.find(KeyHash.of(Secret.of("none")))).orElseThrow().sessions())
        .contains(List.of());
  }

  @Test
  void aKeysLastUseIsKeptAndADeletedKeyIsGone() throws Exception {
    ClientKeysTable keys = new ClientKeysTable(database.database());
    ClientKeyRow row = key("used", Optional.empty());
    await(keys.insert(row));
    Instant later = row.createdAt().plusSeconds(5);

    await(keys.storeUse(row.id(), later));
    await(keys.storeUse(row.id(), later.minusSeconds(2)));

    assertThat(await(keys.find(row.hash())).orElseThrow().lastUsedAt()).contains(later);
    assertThat(await(keys.list())).extracting(ClientKeyRow::id).contains(row.id());
    assertThat(await(keys.delete(row.id()))).isTrue();
    assertThat(await(keys.delete(row.id()))).isFalse();
    assertThat(await(keys.find(row.hash()))).isEmpty();
  }

  @Test
  void whatWasKeptForAKeyGoesWithIt() throws Exception {
    ClientKeysTable keys = new ClientKeysTable(database.database());
    KeptTurnsTable turns = new KeptTurnsTable(database.database());
    StoredResponsesTable answers = new StoredResponsesTable(database.database());
    Dialect dialect = new Dialect("a-dialect");
    Instant now = Instant.now();
    Instant later = now.plusSeconds(60);
    ClientKeyRow gone = key("gone", Optional.empty());
    ClientKeyRow other = key("other", Optional.empty());
    for (ClientKeyRow row : List.of(gone, other)) {
      String owner = row.id().toString();
      await(keys.insert(row));
      await(turns.store(owner, "call", new KeptTurn("p", "m", List.of()), later));
      await(
          answers.store(
              owner,
              dialect,
              new StoredResponse("r", Optional.empty(), Buffer.buffer("[]"), Buffer.buffer("{}")),
              now,
              later));
    }

    await(keys.delete(gone.id()));

    String owner = gone.id().toString();
    assertThat(await(turns.find(owner, "p", "m", List.of("call"), now, 1_000))).isEmpty();
    assertThat(await(answers.find(owner, dialect, "r", now))).isEmpty();
    owner = other.id().toString();
    assertThat(await(turns.find(owner, "p", "m", List.of("call"), now, 1_000))).hasSize(1);
    assertThat(await(answers.find(owner, dialect, "r", now))).isPresent();
  }

  @Test
  void aModelListIsReplacedAndGoesWithItsSession() throws Exception {
    SessionsTable sessions = new SessionsTable(database.database());
    ModelListsTable lists = new ModelListsTable(database.database());
    SessionRow session = SessionsTableTest.row("lister", "work");
    await(sessions.insert(session));
    Instant time = Instant.now().truncatedTo(ChronoUnit.MICROS);
    ModelInfo full =
        new ModelInfo(
            "m-1",
            "Model \u00e9",
            "lister",
            200_000L,
            8_192L,
            Set.of("chat"),
            Set.of("text"),
            "static");
    ModelListRow newer =
        new ModelListRow(session.id(), List.of(full, ModelInfo.named("lister", "m-2", null)), time);

    await(lists.store(new ModelListRow(session.id(), List.of(), time.minusSeconds(9))));
    await(lists.store(newer));

    assertThat(await(lists.find(session.id()))).contains(newer);
    assertThat(await(lists.list())).containsExactly(newer);
    await(sessions.delete(session.id(), Optional.empty()));
    assertThat(await(lists.find(session.id()))).isEmpty();
    await(lists.store(newer));
    assertThat(await(lists.find(session.id()))).isEmpty();
  }

  private static ClientKeyRow key(String key, Optional<List<String>> sessions) {
    return new ClientKeyRow(
        UUID.randomUUID(),
        "name of " + key,
        KeyRole.CLIENT,
        KeyHash.of(Secret.of(key)),
        "mk-…",
        sessions,
        Instant.now().truncatedTo(ChronoUnit.MICROS),
        Optional.empty());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
