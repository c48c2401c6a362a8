package dev.maestro.launcher.core;

import static dev.maestro.core.notification.NotificationKind.KEY_REJECTED;
import static dev.maestro.launcher.core.RunningCore.await;
import static dev.maestro.launcher.core.RunningCore.refusal;
import static dev.maestro.launcher.core.RunningCore.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.bus.ProviderBus;
import dev.maestro.core.Caller;
import dev.maestro.core.NotificationView;
import dev.maestro.core.Notifications;
import dev.maestro.core.SessionView;
import dev.maestro.core.change.Changes;
import dev.maestro.core.credential.KeyRefusals;
import dev.maestro.core.notification.NotificationKind;
import dev.maestro.core.notification.Notifying;
import dev.maestro.core.notification.Raised;
import dev.maestro.core.provider.Announcements;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.session.SessionLookup;
import dev.maestro.core.store.ChangesChannel;
import dev.maestro.core.store.NotificationsTable;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.launcher.store.TestDatabase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Notifications as a running core offers them, raised by another node. */
@Timeout(90)
class CoreNotificationsTest {
  private static final Caller ANYONE = new Caller("k", "operator", Optional.empty());

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir private Path home;
  private RunningCore core;
  private Notifications notifications;

  @BeforeEach
  void start() throws Exception {
    core = RunningCore.start(database.vertx(), database.database(), home);
    notifications = core.maestro().notifications();
  }

  /** With a key that cannot be checked: the node that looks at refused ones settles nothing. */
  private SessionView session(String name) throws Exception {
    return await(core.maestro().createSession(wanted(name, "who-knows")));
  }

  private Notifying other() {
    return new Notifying(
        new NotificationsTable(database.database()), new Raised(database.vertx()), List.of());
  }

  private void raise(SessionView session, NotificationKind kind) throws Exception {
    UUID id = UUID.fromString(session.id());
    await(
        other()
            .raise(
                kind,
                await(new SessionsTable(database.database()).find(id)).orElseThrow(),
                "Something."));
  }

  @Test
  void everyNodeHearsOfWhatOneRaises() throws Exception {
    SessionView work = session("work");
    CountDownLatch heard = new CountDownLatch(1);
    Runnable stop = notifications.listen(heard::countDown);

    raise(work, KEY_REJECTED);

    assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
    stop.run();
    NotificationView told = await(notifications.list(ANYONE, true)).getFirst();
    assertThat(told.kind()).isEqualTo("key_rejected");
    assertThat(told.action().command()).isEqualTo("maestro sessions update tiny/work");
    assertThat(await(notifications.since(ANYONE, 0, 0, 10))).containsExactly(told);
    assertThat(await(notifications.newest())).isEqualTo(told.id());
  }

  @Test
  void whatIsAcknowledgedIsOpenNoMore() throws Exception {
    raise(session("work"), KEY_REJECTED);
    String id = String.valueOf(await(notifications.newest()));

    NotificationView acked = await(notifications.ack(ANYONE, id));

    assertThat(acked.ackedAt()).isNotNull();
    assertThat(await(notifications.list(ANYONE, true))).isEmpty();
    assertThat(await(notifications.list(ANYONE, false))).containsExactly(acked);
    for (String unknown : List.of("0", "none", "99999999999999999999")) {
      assertThat(refusal(notifications.ack(ANYONE, unknown)).code())
          .isEqualTo("notification_not_found");
    }
  }

  @Test
  void aKeyForSomeSessionsIsToldOfThoseAlone() throws Exception {
    raise(session("work"), KEY_REJECTED);
    raise(session("home"), KEY_REJECTED);
    Caller limited = new Caller("k", "operator", Optional.of(List.of("tiny/home")));

    assertThat(await(notifications.list(limited, false)))
        .extracting(NotificationView::session)
        .containsExactly("home");
    long work = await(notifications.list(ANYONE, false)).getLast().id();
    assertThat(refusal(notifications.ack(limited, String.valueOf(work))).status()).isEqualTo(404);
  }

  @Test
  void aRefusedKeyIsLookedAtAgainAndNeedsNobodyOnceItsVendorTakesIt() throws Exception {
    raise(await(core.maestro().createSession(wanted("good_again", "good"))), KEY_REJECTED);
    raise(session("unknown"), KEY_REJECTED);
    SessionView bad = await(core.maestro().createSession(wanted("bad_still", "better")));
    core.provider().withdrawn.add("better");
    raise(bad, KEY_REJECTED);

    Changes changes = new Changes(new ChangesChannel(database.vertx(), database.database()));
    ProviderCalls calls =
        new ProviderCalls(
            new ProviderBus(database.vertx()), new Announcements(InstantSource.system()));
    SessionLookup lookup = new SessionLookup(new SessionsTable(database.database()), changes);
    await(new KeyRefusals(lookup, calls, other(), changes).lookAgain());

    assertThat(await(notifications.list(ANYONE, true)))
        .extracting(NotificationView::session)
        .containsExactlyInAnyOrder("bad_still", "unknown");
  }

  @Test
  void aDeletedSessionNeedsNobody() throws Exception {
    raise(session("work"), KEY_REJECTED);

    await(core.maestro().deleteSession("tiny", "work"));

    assertThat(await(notifications.list(ANYONE, true))).isEmpty();
    assertThat(await(notifications.list(ANYONE, false)).getFirst().settledAt()).isNotNull();
  }
}
