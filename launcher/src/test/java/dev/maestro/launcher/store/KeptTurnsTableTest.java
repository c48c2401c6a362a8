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
    return await(turns.find(who, List.of(calls), NOW));
  }

  @Test
  void aTurnComesBackAsItWasToItsOwnerAlone() throws Exception {
    await(turns.store(owner, "call-1", turn("m-1"), NOW.plusSeconds(60)));

    assertThat(find(owner, "call-1", "call-9")).isEqualTo(Map.of("call-1", turn("m-1")));
    assertThat(find("another", "call-1")).isEmpty();
  }

  @Test
  void aLaterTurnOfTheSameCallReplacesTheEarlier() throws Exception {
    await(turns.store(owner, "call-1", turn("m-1"), NOW.plusSeconds(60)));
    await(turns.store(owner, "call-1", turn("m-2"), NOW.plusSeconds(60)));

    assertThat(find(owner, "call-1")).isEqualTo(Map.of("call-1", turn("m-2")));
  }

  @Test
  void expiredTurnsAreNotFoundAndAreSweptWithTheOldestOverTheLimit() throws Exception {
    await(turns.store(owner, "expired", turn("m"), NOW));
    await(turns.store(owner, "old", turn("m"), NOW.plusSeconds(1)));
    await(turns.store(owner, "newer", turn("m"), NOW.plusSeconds(2)));
    await(turns.store(owner, "newest", turn("m"), NOW.plusSeconds(3)));
    assertThat(find(owner, "expired")).isEmpty();

    await(turns.sweep(NOW, 2));

    assertThat(find(owner, "old", "newer", "newest")).containsOnlyKeys("newer", "newest");
  }
}
