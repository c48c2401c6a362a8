package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Signature;
import dev.maestro.core.store.KeptTurnsTable;
import dev.maestro.core.turn.KeptTurn;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeptTurnsTableTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  private static final Dialect VENDOR = new Dialect("vendor");
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private final KeptTurnsTable turns = new KeptTurnsTable(database.database());
  private final String owner = UUID.randomUUID().toString();

  private static KeptTurn turn(String model) {
    return new KeptTurn(
        "acme",
        model,
        List.of(
            new Part.Reasoning("thought \u00e9 \0", new Signature(VENDOR, "s+/=")),
            new Part.Opaque(VENDOR, "{\"a\": 1.50}"),
            new Part.ToolCall("call-1", "f", "{\"x\":1}", null)));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private Map<String, KeptTurn> find(String who, String... calls) throws Exception {
    return find(who, "m", Long.MAX_VALUE, calls);
  }

  private Map<String, KeptTurn> find(String who, String model, long mostBytes, String... calls)
      throws Exception {
    return await(turns.find(who, "acme", model, List.of(calls), NOW, mostBytes));
  }

  /** Each of something more than ten thousand bytes. */
  private void storeThree() throws Exception {
    KeptTurn large =
        new KeptTurn("acme", "m", List.of(new Part.Opaque(VENDOR, "x".repeat(10_000))));
    await(turns.store(owner, "old", large, NOW.plusSeconds(1)));
    await(turns.store(owner, "newer", large, NOW.plusSeconds(2)));
    await(turns.store(owner, "newest", large, NOW.plusSeconds(3)));
  }

  @Test
  void aTurnComesBackAsItWasToItsOwnerAlone() throws Exception {
    await(turns.store(owner, "call-1", turn("m"), NOW.plusSeconds(60)));

    assertThat(find(owner, "call-1", "call-9")).isEqualTo(Map.of("call-1", turn("m")));
    assertThat(find("another", "call-1")).isEmpty();
  }

  @Test
  void aLaterTurnOfTheSameCallReplacesTheEarlier() throws Exception {
    await(turns.store(owner, "call-1", turn("m-1"), NOW.plusSeconds(60)));
    await(turns.store(owner, "call-1", turn("m-2"), NOW.plusSeconds(60)));

    assertThat(find(owner, "m-2", Long.MAX_VALUE, "call-1"))
        .isEqualTo(Map.of("call-1", turn("m-2")));
    assertThat(find(owner, "m-1", Long.MAX_VALUE, "call-1")).isEmpty();
  }

  @Test
  void aTurnOfAnotherProviderOrModelIsNotFound() throws Exception {
    await(turns.store(owner, "call-1", turn("m"), NOW.plusSeconds(60)));

    assertThat(find(owner, "other", Long.MAX_VALUE, "call-1")).isEmpty();
    assertThat(await(turns.find(owner, "other", "m", List.of("call-1"), NOW, Long.MAX_VALUE)))
        .isEmpty();
  }

  @Test
  void ofMoreTurnsThanMayBeReadTheNewestAreFound() throws Exception {
    storeThree();

    assertThat(find(owner, "m", 25_000, "old", "newer", "newest"))
        .containsOnlyKeys("newer", "newest");
    assertThat(find(owner, "m", 15_000, "old", "newer", "newest")).containsOnlyKeys("newest");
  }

  @Test
  void whatDoesNotFitIntoAnOwnersRoomIsSweptOldestFirst() throws Exception {
    storeThree();

    await(turns.sweep(NOW, 10, 25_000));

    assertThat(find(owner, "old", "newer", "newest")).containsOnlyKeys("newer", "newest");
  }

  @Test
  void expiredTurnsAreNotFoundAndAreSweptWithTheOldestOverTheLimit() throws Exception {
    await(turns.store(owner, "expired", turn("m"), NOW));
    storeThree();
    assertThat(find(owner, "expired")).isEmpty();

    await(turns.sweep(NOW, 2, Long.MAX_VALUE));

    assertThat(find(owner, "old", "newer", "newest")).containsOnlyKeys("newer", "newest");
  }
}
