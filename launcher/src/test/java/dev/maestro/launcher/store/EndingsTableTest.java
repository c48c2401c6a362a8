package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.core.store.EndingsTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EndingsTableTest {
  private static final String LATER = "now() + interval '10 minutes'";

  @RegisterExtension final TestDatabase database = new TestDatabase();

  /** With a login; null for none. */
  private void session(String name, String login) throws Exception {
    SessionRow row = SessionsTableTest.row("acme", name);
    new SessionsTable(database.database()).insert(row).await(20, TimeUnit.SECONDS);
    database.query(
        """
        update sessions set auth_type = 'oauth', created_at = now() - interval '2 days'
        where id = '%s' returning id
        """
            .formatted(row.id()));
    if (login != null) {
      database.query(
          """
          insert into logins (id, session_id, state_hash, secrets, flow, expires_at, claimed_at, code)
          values (gen_random_uuid(), '%s', '%s', '', %s) returning id
          """
              .formatted(row.id(), name, login));
    }
  }

  private void sessions(String status) throws Exception {
    session("none", null);
    session("waiting", "'paste', " + LATER + ", null, null");
    session("waiting_for_ever", "'paste', null, null, null");
    session("exchanged", "'paste', null, now() - interval '1 minute', ''");
    session("workload", "'none', null, now() - interval '1 minute', null");
    String meanwhile = "now() - interval '10 seconds', now() - interval '1 minute'";
    session("exchanged_past_its_end", "'paste', " + meanwhile + ", ''");
    session("workload_past_its_end", "'none', " + meanwhile + ", null");
    session("late", "'paste', now() - interval '1 minute', null, null");
    session("refused", "'paste', " + LATER + ", now() - interval '1 minute', null");
    session("abandoned", "'paste', null, now() - interval '3 minutes', ''");
    database.query(
        "update sessions set status = '%s', ended_at = now() - interval '1 day' returning id"
            .formatted(status));
  }

  private static List<String> names(List<SessionRow> rows) {
    return rows.stream().map(SessionRow::name).toList();
  }

  @Test
  void cleanUpSparesASessionWhoseLoginIsUnderWay() throws Exception {
    sessions("expired");
    EndingsTable endings = new EndingsTable(database.database());

    assertThat(endings.cleanUp(Duration.ofDays(2)).await(20, TimeUnit.SECONDS)).isEmpty();
    assertThat(names(endings.cleanUp(Duration.ofHours(1)).await(20, TimeUnit.SECONDS)))
        .containsExactlyInAnyOrder("none", "late", "refused", "abandoned");
  }

  @Test
  void aSessionIsExpiredOnceNothingCanComeOfItsFirstLogin() throws Exception {
    sessions("pending");

    assertThat(names(new EndingsTable(database.database()).expire().await(20, TimeUnit.SECONDS)))
        .containsExactlyInAnyOrder("none", "late", "refused", "abandoned");
  }
}
