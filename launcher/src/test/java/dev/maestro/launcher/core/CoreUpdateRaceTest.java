package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.RunningCore.await;
import static dev.maestro.launcher.core.RunningCore.refusal;
import static dev.maestro.launcher.core.RunningCore.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import dev.maestro.core.Caller;
import dev.maestro.core.NotificationView;
import dev.maestro.core.SessionChange;
import dev.maestro.core.SessionView;
import dev.maestro.core.change.Changes;
import dev.maestro.core.store.ChangesChannel;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that are changed in place while something else happens to them. */
@Timeout(90)
class CoreUpdateRaceTest extends OnRunningCore {
  private static final Caller ANYONE = new Caller("k", "admin", Optional.empty());

  @Test
  void aSessionThatIsDeletedInTheMomentOfItsChangeIsAConflict() throws Exception {
    await(core.maestro().createSession(wanted("work", "good")));
    int checked = core.provider().checked.size();
    try (Connection other = TestDatabase.connect(database.url());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("delete from sessions");
      Future<SessionView> change = update("work", "better");
      Until.so("it waits", this::somebodyWaits);
      other.commit();

      assertThat(refusal(change).status()).isEqualTo(409);
    }
    assertThat(core.provider().checked).hasSize(checked);
  }

  @Test
  void aRefusalOfAKeyThatThisNodeDoesNotKnowToBeReplacedIsNotTold() throws Exception {
    SessionView work = await(core.maestro().createSession(wanted("work", "good")));
    SessionView home = await(core.maestro().createSession(wanted("home", "better")));
    await(core.vault().open(work.id())); // remembered from now on
    database.query(
        """
        update sessions set secret = (select secret from sessions where name = 'home')
        where name = 'work' returning id
        """);
    core.provider().withdrawn.addAll(List.of("good", "better"));
    int before = core.provider().checked.size();

    core.vault().refused(await(core.vault().open(work.id())));
    Until.so("the key is checked", () -> core.provider().checked.size() > before);
    core.vault().refused(await(core.vault().open(home.id())));

    Until.so("a refusal is told", () -> !told().isEmpty());
    assertThat(told()).extracting(NotificationView::session).containsExactly("home");
  }

  @Test
  void nodesForgetNothingForAKeyThatIsRefused() throws Exception {
    ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    Changes elsewhere = new Changes(new ChangesChannel(database.vertx(), database.database()));
    elsewhere.listen(heard::add);
    await(elsewhere.listening());
    String refused = await(core.maestro().createSession(wanted("work", "good"))).id();
    String changed = await(core.maestro().createSession(wanted("home", "good"))).id();
    Until.so("both were told of", () -> heard.size() == 2);
    heard.clear();

    assertThat(refusal(update("work", "bad")).status()).isEqualTo(400);
    await(update("home", "better"));

    Until.so("the change is heard", () -> heard.contains(changed));
    assertThat(heard).doesNotContain(refused);
    await(elsewhere.close());
  }

  private boolean somebodyWaits() throws SQLException {
    return !database
        .query(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .equals("0");
  }

  private Future<SessionView> update(String name, String key) {
    return core.maestro().updateSession("tiny", name, new SessionChange(null, Secret.of(key)));
  }

  private List<NotificationView> told() throws Exception {
    return await(core.maestro().notifications().list(ANYONE, true));
  }
}
