package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefreshesTableTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  private void session(String provider, String name, int failures, String due) throws Exception {
    SessionRow row = SessionsTableTest.row(provider, name);
    new SessionsTable(database.database()).insert(row).await(20, TimeUnit.SECONDS);
    database.query(
        """
        update sessions set failures = %d, refresh_at = now() + interval '%s' where id = '%s' returning id
        """
            .formatted(failures, due, row.id()));
  }

  private boolean isDue(String name) throws Exception {
    return database
        .query("select refresh_at <= now() from sessions where name = '" + name + "'")
        .equals("t");
  }

  @Test
  void aVendorThatAnswersAgainHurriesThoseThatFailedAndNoneThatItToldToWait() throws Exception {
    session("acme", "failed", 2, "2500 milliseconds"); // the longest pause of our own
    session("acme", "told", 1, "1 minute");
    session("acme", "well", 0, "2 seconds");
    session("other", "elsewhere", 2, "2 seconds");

    int hurried = new RefreshesTable(database.database()).hurry("acme").await(20, TimeUnit.SECONDS);

    assertThat(hurried).isEqualTo(1);
    assertThat(isDue("failed")).isTrue();
    assertThat(isDue("told")).isFalse();
  }
}
