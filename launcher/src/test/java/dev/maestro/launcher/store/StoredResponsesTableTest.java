package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.core.store.StoredResponse;
import dev.maestro.core.store.StoredResponsesTable;
import dev.maestro.core.store.StoredResponsesTable.Turn;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoredResponsesTableTest {
  private static final Dialect DIALECT = new Dialect("a-dialect");
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(30));

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private StoredResponsesTable table() {
    return new StoredResponsesTable(database.database());
  }

  private static StoredResponse response(String id, String previous) {
    return new StoredResponse(
        id,
        Optional.ofNullable(previous),
        Buffer.buffer("[\"in \\u0000 " + id + "\"]"),
        Buffer.buffer("{\"out\":\"é\"}"));
  }

  private void store(String owner, String id, String previous, Instant at, Instant until)
      throws Exception {
    await(table().store(owner, DIALECT, response(id, previous), at, until));
  }

  @Test
  void anAnswerIsFoundByItsOwnerAloneInItsDialectAlone() throws Exception {
    store("one", "r1", null, NOW, LATER);

    Optional<StoredResponse> found = await(table().find("one", DIALECT, "r1", NOW));
    assertThat(found).contains(response("r1", null));
    assertThat(await(table().find("two", DIALECT, "r1", NOW))).isEmpty();
    assertThat(await(table().find("one", new Dialect("b"), "r1", NOW))).isEmpty();
    assertThat(await(table().find("one", DIALECT, "r2", NOW))).isEmpty();
    assertThat(await(table().delete("two", DIALECT, "r1", NOW))).isFalse();
    assertThat(await(table().delete("one", DIALECT, "r1", NOW))).isTrue();
    assertThat(await(table().delete("one", DIALECT, "r1", NOW))).isFalse();
    assertThat(await(table().find("one", DIALECT, "r1", NOW))).isEmpty();
  }

  @Test
  void anExpiredAnswerIsNotThere() throws Exception {
    store("one", "r1", null, NOW, LATER);
    assertThat(await(table().find("one", DIALECT, "r1", LATER))).isEmpty();
    assertThat(await(table().turns("one", DIALECT, "r1", 10, LATER))).isEmpty();
    assertThat(await(table().delete("one", DIALECT, "r1", LATER))).isFalse();
  }

  @Test
  void theTurnsOfAConversationAreFoundNewestFirstWithTheirSize() throws Exception {
    store("one", "r1", null, NOW, LATER);
    store("one", "r2", "r1", NOW, LATER);
    store("one", "r3", "r2", NOW, LATER);
    store("two", "r4", "r3", NOW, LATER);
    long bytes = response("r1", null).bytes();

    assertThat(await(table().turns("one", DIALECT, "r3", 10, NOW)))
        .containsExactly(
            new Turn("r3", Optional.of("r2"), bytes),
            new Turn("r2", Optional.of("r1"), 2 * bytes),
            new Turn("r1", Optional.empty(), 3 * bytes));
    assertThat(await(table().turns("one", DIALECT, "r3", 2, NOW)))
        .extracting(Turn::id)
        .containsExactly("r3", "r2");
    assertThat(await(table().turns("two", DIALECT, "r4", 10, NOW)))
        .containsExactly(new Turn("r4", Optional.of("r3"), bytes));
    assertThat(await(table().all("one", DIALECT, List.of("r1", "r3", "r4"))))
        .extracting(StoredResponse::id)
        .containsExactlyInAnyOrder("r1", "r3");
  }

  @Test
  void aConversationThatGoesOnIsKeptAsLongAsItsNewestTurn() throws Exception {
    store("one", "r1", null, NOW, LATER);
    store("one", "r2", "r1", NOW, LATER);
    Instant next = NOW.plus(Duration.ofDays(20));
    store("one", "r3", "r2", next, next.plus(Duration.ofDays(30)));

    Instant afterwards = LATER.plus(Duration.ofDays(1));
    assertThat(await(table().turns("one", DIALECT, "r3", 10, afterwards))).hasSize(3);
  }

  @Test
  void whatIsExpiredGoesAndOfEachOwnerTheOldestThatDoNotFit() throws Exception {
    store("one", "old", null, NOW.minusSeconds(9), NOW);
    store("one", "r1", null, NOW, LATER);
    store("one", "r2", null, NOW.plusSeconds(1), LATER);
    store("two", "r3", null, NOW, LATER);
    long bytes = response("r1", null).bytes();

    assertThat(await(table().sweep(NOW, 2 * bytes))).isEqualTo(1);
    assertThat(await(table().sweep(NOW, bytes))).isEqualTo(1);
    assertThat(await(table().find("one", DIALECT, "r1", NOW))).isEmpty();
    assertThat(await(table().find("one", DIALECT, "r2", NOW))).isPresent();
    assertThat(await(table().find("two", DIALECT, "r3", NOW))).isPresent();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
