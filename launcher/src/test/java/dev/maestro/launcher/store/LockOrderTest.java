package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.core.store.Envelope;
import dev.maestro.core.store.LoginRow;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.core.store.NewSecret;
import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.launcher.running.Until;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever writes what belongs to a session waits for another, and the two never for each other. */
@Timeout(60)
class LockOrderTest {
  private static final Envelope SEALED = Envelope.of(new byte[] {1, 2});
  private static final String MARK =
      "select pg_advisory_xact_lock(hashtext('sessions_default'), hashtext('acme'))";

  @RegisterExtension final TestDatabase database = new TestDatabase();
  private final SessionRow session = SessionsTableTest.row("acme", "work");
  private final LoginRow login =
      new LoginRow(
          UUID.randomUUID(),
          session.id(),
          "hash",
          SEALED,
          Optional.empty(),
          Optional.empty(),
          LoginFlow.NONE,
          Optional.empty(),
          true,
          Optional.empty(),
          false,
          false,
          true);
  private SessionsTable sessions;
  private String row;

  @BeforeEach
  void begin() throws Exception {
    sessions = new SessionsTable(database.database());
    row = "from sessions where id = '" + session.id() + "'";
    sessions.insert(session).await(20, TimeUnit.SECONDS);
    new LoginsTable(database.database())
        .replace(login, Optional.empty())
        .await(20, TimeUnit.SECONDS);
  }

  private Future<Boolean> finish() {
    NewSecret fresh =
        new NewSecret(SEALED, Optional.empty(), Optional.empty(), "api_key", false, List.of());
    return new RefreshesTable(database.database()).finish(login, fresh);
  }

  private Future<Boolean> replaceKey() {
    return sessions.replaceKey(
        session.id(), login.id(), SEALED, Optional.empty(), Optional.of(true));
  }

  /** Makes the write wait for another transaction, which only then does the rest of its own. */
  private boolean written(String first, Supplier<Future<Boolean>> write, String rest)
      throws Exception {
    try (Connection other = TestDatabase.connect(database.url());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(first);
      Future<Boolean> written = write.get();
      Until.so("it waits", this::waits);
      statement.execute(rest);
      other.commit();
      return written.await(20, TimeUnit.SECONDS);
    }
  }

  private boolean waits() throws SQLException {
    return database
        .query(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .equals("1");
  }

  // A deletion locks its session, and takes what belongs to it then.
  @Test
  void aDeletionGoesBeforeTheEndOfALogin() throws Exception {
    assertThat(written("select 1 " + row + " for update", this::finish, "delete " + row)).isFalse();
  }

  @Test
  void aDeletionGoesBeforeTheReplacementOfAKey() throws Exception {
    assertThat(written("select 1 " + row + " for update", this::replaceKey, "delete " + row))
        .isFalse();
  }

  @Test
  void whoeverMarksGoesBeforeTheEndOfALoginThatMarks() throws Exception {
    assertThat(written(MARK, this::finish, "select 1 " + row + " for update")).isTrue();
  }

  @Test
  void whoeverMarksGoesBeforeTheReplacementOfAKeyThatMarks() throws Exception {
    assertThat(written(MARK, this::replaceKey, "select 1 " + row + " for update")).isTrue();
  }
}
