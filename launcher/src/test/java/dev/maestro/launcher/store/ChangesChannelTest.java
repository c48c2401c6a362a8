package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.core.store.ChangesChannel;
import dev.maestro.core.store.Database;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChangesChannelTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Semaphore missed = new Semaphore(0);
  private Database other;
  private ChangesChannel speaker;
  private ChangesChannel hearer;

  @BeforeEach
  void listen() throws Exception {
    other = TestDatabase.open(database.vertx(), database.url());
    speaker = new ChangesChannel(database.vertx(), database.database());
    hearer = new ChangesChannel(database.vertx(), other);
    hearer.listen(heard::add, missed::release).await(10, TimeUnit.SECONDS);
    assertThat(missed.tryAcquire(10, TimeUnit.SECONDS)).as("the first time, too").isTrue();
  }

  @AfterEach
  void close() throws Exception {
    hearer.close().await(10, TimeUnit.SECONDS);
    speaker.close().await(10, TimeUnit.SECONDS);
    other.close().await(10, TimeUnit.SECONDS);
  }

  private void say(String word) throws Exception {
    speaker.say(word).await(10, TimeUnit.SECONDS);
  }

  @Test
  void whatOneSaysAllOnTheDatabaseHear() throws Exception {
    say("it's \"changed\"");
    say("again");

    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("it's \"changed\"");
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("again");
  }

  @Test
  void whoWasCutOffListensAgainAndIsToldThatItMayHaveMissedSomething() throws Exception {
    database.query(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and query ilike 'listen%'");

    assertThat(missed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    say("after");
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("after");
  }

  /** A firewall forgets lines on which nothing is said, and tells nobody. */
  @Test
  void whoseLineIsDeadNoticesByItselfAndListensAgain() throws Exception {
    FreezingLine line = FreezingLine.to(database.vertx(), database.url());
    Database behind = TestDatabase.open(database.vertx(), line.url());
    ChangesChannel channel = new ChangesChannel(database.vertx(), behind, Duration.ofMillis(500));
    BlockingQueue<String> heardBehind = new LinkedBlockingQueue<>();
    Semaphore missedBehind = new Semaphore(0);
    channel.listen(heardBehind::add, missedBehind::release).await(10, TimeUnit.SECONDS);
    assertThat(missedBehind.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

    line.freeze();

    assertThat(missedBehind.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    say("after");
    assertThat(heardBehind.poll(10, TimeUnit.SECONDS)).isEqualTo("after");
    channel.close().await(10, TimeUnit.SECONDS);
    behind.close().await(10, TimeUnit.SECONDS);
  }
}
