package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.core.store.Database;
import dev.maestro.core.store.NotificationRow;
import dev.maestro.core.store.NotificationsTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NotificationsTableTest {
  private static final Optional<List<String>> EVERY = Optional.empty();

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private NotificationsTable table() {
    return new NotificationsTable(database.database());
  }

  private SessionRow session(String name) throws Exception {
    SessionRow row = SessionsTableTest.row("tiny", name);
    await(new SessionsTable(database.database()).insert(row));
    return row;
  }

  private long tell(SessionRow session, String kind) throws Exception {
    return await(table().insert(kind, session, "Because.", List.of())).orElseThrow();
  }

  @Test
  void ofManyTellingsAtOnceOnAnyNumberOfNodesExactlyOneIsMade() throws Exception {
    SessionRow session = session("work");
    Database other = TestDatabase.open(database.vertx(), database.url());
    List<Future<Optional<Long>>> tellings = new ArrayList<>();
    for (Database node : List.of(database.database(), other)) {
      for (int round = 0; round < 20; round++) {
        tellings.add(
            new NotificationsTable(node)
                .insert("needs_login", session, "Gone.", List.of("one", "two")));
      }
    }

    await(Future.all(tellings));

    assertThat(tellings).filteredOn(telling -> telling.result().isPresent()).hasSize(1);
    NotificationRow made = await(table().list(EVERY, true, 10)).getFirst();
    assertThat(made.provider() + "/" + made.session()).isEqualTo("tiny/work");
    assertThat(made.sessionId()).isEqualTo(session.id());
    assertThat(made.detail()).isEqualTo("Gone.");
    assertThat(made.createdAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(await(table().list(EVERY, false, 10))).containsExactly(made);
    await(other.close());
  }

  @Test
  void idsAreStoredInTheirOrderSoThatAReaderMissesNone() throws Exception {
    List<Future<Optional<Long>>> tellings = new ArrayList<>();
    List<Long> heard = new ArrayList<>();
    for (int each = 0; each < 40; each++) {
      tellings.add(table().insert("needs_login", session("s" + each), "Gone.", List.of("one")));
    }
    while (heard.size() < tellings.size()) {
      long last = heard.isEmpty() ? 0 : heard.getLast();
      await(table().since(EVERY, last, 0, 3)).forEach(row -> heard.add(row.id()));
    }
    assertThat(heard)
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(
            tellings.stream().map(telling -> telling.result().orElseThrow()).toList());
    assertThat(await(table().newest())).isEqualTo(heard.getLast());
  }

  @Test
  void whatIsSettledIsToldAgainWhenItComesBack() throws Exception {
    SessionRow session = session("work");
    long first = tell(session, "needs_login");
    long other = tell(session, "refresh_failing");
    assertThat(await(table().insert("needs_login", session, "Again.", List.of()))).isEmpty();

    assertThat(await(table().settle(session.id()))).isEqualTo(2);
    assertThat(await(table().settle(session.id()))).isZero();

    assertThat(await(table().list(EVERY, true, 10))).isEmpty();
    assertThat(tell(session, "needs_login")).isGreaterThan(other).isGreaterThan(first);
    assertThat(await(table().list(EVERY, false, 2)))
        .extracting(NotificationRow::kind)
        .containsExactly("needs_login", "refresh_failing");
  }

  @Test
  void nobodyIsToldOfASessionThatIsGoneAndWhatWasToldIsSettled() throws Exception {
    SessionRow session = session("work");
    tell(session, "needs_login");
    assertThat(await(table().settleOrphans())).isZero();
    await(new SessionsTable(database.database()).delete(session.id(), Optional.empty()));

    assertThat(await(table().insert("key_rejected", session, "No.", List.of()))).isEmpty();
    assertThat(await(table().settleOrphans())).isEqualTo(1);
    assertThat(await(table().list(EVERY, false, 10)).getFirst().settledAt()).isPresent();
  }

  @Test
  void whoTookNoteFirstStays() throws Exception {
    long id = tell(session("work"), "needs_login");

    NotificationRow first = await(table().acknowledge(EVERY, id, "one")).orElseThrow();
    assertThat(first.ackedBy()).contains("one");
    assertThat(await(table().acknowledge(EVERY, id, "two"))).contains(first);
    assertThat(await(table().acknowledge(EVERY, id + 1, "one"))).isEmpty();
    assertThat(await(table().list(EVERY, true, 10))).isEmpty();
    assertThat(await(table().list(EVERY, false, 10))).containsExactly(first);
  }

  @Test
  void aLimitedKeySeesItsSessionsAlone() throws Exception {
    long work = tell(session("work"), "needs_login");
    long home = tell(session("home"), "needs_login");
    for (String name : List.of("work", "tiny/work")) {
      Optional<List<String>> mine = Optional.of(List.of(name, "other/home"));
      assertThat(await(table().list(mine, false, 10)))
          .extracting(NotificationRow::id)
          .containsExactly(work);
      assertThat(await(table().since(mine, 0, 0, 10)))
          .extracting(NotificationRow::id)
          .containsExactly(work);
      assertThat(await(table().acknowledge(mine, home, "k"))).isEmpty();
    }
    assertThat(await(table().list(Optional.of(List.of()), false, 10))).isEmpty();
  }

  @Test
  void whoJoinsReadsTheOpenOnesAndThenAllThatCome() throws Exception {
    long acked = tell(session("acked"), "needs_login");
    await(table().acknowledge(EVERY, acked, "k"));
    long open = tell(session("open"), "needs_login");
    SessionRow settled = session("settled");
    tell(settled, "needs_login");
    await(table().settle(settled.id()));
    long joined = await(table().newest());
    SessionRow passing = session("passing");
    long later = tell(passing, "refresh_failing");
    await(table().settle(passing.id()));

    assertThat(await(table().since(EVERY, 0, joined, 10)))
        .extracting(NotificationRow::id)
        .containsExactly(open, later);
    assertThat(await(table().since(EVERY, joined, joined, 10)))
        .extracting(NotificationRow::id)
        .containsExactly(later);
  }

  @Test
  void whatNeedsNobodyGoesAfterAWhileAndOfAllTheOldestThatAreTooMany() throws Exception {
    SessionRow settled = session("settled");
    tell(settled, "needs_login");
    await(table().settle(settled.id()));
    await(table().acknowledge(EVERY, tell(session("acked"), "needs_login"), "k"));
    long first = tell(session("first"), "needs_login");
    long last = tell(session("last"), "needs_login");

    assertThat(await(table().sweep(Instant.now().minusSeconds(600), 4))).isZero();
    assertThat(await(table().sweep(Instant.now().plusSeconds(600), 4))).isEqualTo(2);
    assertThat(await(table().list(EVERY, false, 10)))
        .extracting(NotificationRow::id)
        .containsExactly(last, first);
    assertThat(await(table().sweep(Instant.now().minusSeconds(600), 1))).isEqualTo(1);
    assertThat(await(table().list(EVERY, false, 10)))
        .extracting(NotificationRow::id)
        .containsExactly(last);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
