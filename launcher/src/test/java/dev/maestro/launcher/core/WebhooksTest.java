package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.RunningCore.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.maestro.api.AuthType;
import dev.maestro.api.Secret;
import dev.maestro.core.notification.NotificationKind;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.notification.Notifying;
import dev.maestro.core.notification.Raised;
import dev.maestro.core.settings.NotificationSettings;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.LoginState;
import dev.maestro.core.store.NotificationsTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionStatus;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.core.webhook.WebhookPace;
import dev.maestro.core.webhook.Webhooks;
import dev.maestro.launcher.core.Receiver.Received;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class WebhooksTest {
  private static final String SECRET = "planted-secret-of-the-webhooks";
  private static final WebhookPace FAST =
      new WebhookPace(
          Duration.ofMillis(20),
          Duration.ofMillis(20),
          Duration.ofMillis(50),
          Duration.ofDays(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  @RegisterExtension final TestDatabase database = new TestDatabase();
  private Receiver receiver;

  @BeforeEach
  void open() throws Exception {
    receiver = new Receiver(database.vertx());
  }

  private NotificationSettings settings(boolean allowInternal, String... urls) {
    return new NotificationSettings(
        List.of(urls).stream().map(Secret::of).toList(),
        Optional.of(Secret.of(SECRET)),
        allowInternal);
  }

  /** A node over a database, as far as notifications go. */
  private Notifier node(Database own, NotificationSettings settings, WebhookPace pace)
      throws Exception {
    Raised raised = new Raised(database.vertx());
    await(raised.listening());
    await(Webhooks.deploy(database.vertx(), new Webhooks(settings, own, raised, pace)));
    return new Notifying(new NotificationsTable(own), raised, Webhooks.targets(settings));
  }

  private Notifier node(NotificationSettings settings) throws Exception {
    return node(database.database(), settings, FAST);
  }

  private SessionRow session(String name) throws Exception {
    SessionRow row =
        new SessionRow(
            UUID.randomUUID(),
            "tiny",
            name,
            AuthType.OAUTH,
            SessionStatus.NEEDS_LOGIN,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Instant.now(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            LoginState.NONE);
    await(new SessionsTable(database.database()).insert(row));
    return row;
  }

  @Test
  void whatTwoNodesRaiseAtOnceIsSentOnceAndSigned() throws Exception {
    NotificationSettings settings = settings(true, receiver.url("/hook?for=me"));
    Database other = TestDatabase.open(database.vertx(), database.url());
    SessionRow session = session("work");
    List<Future<Void>> raised = new ArrayList<>();
    for (Notifier node : List.of(node(settings), node(other, settings, FAST))) {
      for (int round = 0; round < 5; round++) {
        raised.add(node.raise(NotificationKind.NEEDS_LOGIN, session, "The login is gone."));
      }
    }
    await(Future.all(raised));

    Received first = receiver.next();
    assertThat(first.uri()).isEqualTo("POST /hook?for=me");
    assertThat(receiver.url("")).endsWith(first.header("host"));
    assertThat(first.json().getString("kind")).isEqualTo("needs_login");
    assertThat(first.json().getJsonObject("action").getString("command"))
        .isEqualTo("maestro login tiny --name work");
    assertSigned(first);
    // The next one that comes is the next one that was raised: nothing was sent twice.
    await(node(settings).raise(NotificationKind.KEY_REJECTED, session, "It is refused."));
    assertThat(receiver.next().json().getString("kind")).isEqualTo("key_rejected");
    awaitDelivered(2);
    assertThat(receiver.isIdle()).isTrue();
    await(other.close());
  }

  @Test
  void anythingButSuccessIsTriedAgainWithTheSameId() throws Exception {
    List<Consumer<HttpServerRequest>> troubles =
        List.of(
            request -> request.response().setStatusCode(500).end("no"),
            request -> request.connection().close(),
            request -> request.response().setStatusCode(404).end(),
            request -> request.response().setStatusCode(302).putHeader("location", "/other").end(),
            request -> request.response().setStatusCode(200).end("x".repeat(200_000)));
    receiver.answers.addAll(troubles);

    await(
        node(settings(true, receiver.url("/hook")))
            .raise(NotificationKind.NEEDS_LOGIN, session("work"), "Gone."));

    Received first = receiver.next();
    for (int again = 1; again < troubles.size(); again++) {
      Received next = receiver.next();
      assertThat(next.uri()).as("no redirect is followed").isEqualTo("POST /hook");
      assertThat(next.header("webhook-id")).isEqualTo(first.header("webhook-id"));
      assertSigned(next);
    }
    awaitDelivered(1);
    assertThat(receiver.isIdle()).isTrue();
  }

  @Test
  void aReceiverThatHangsIsLeftAndHoldsUpNoOther() throws Exception {
    Receiver hanging = new Receiver(database.vertx());
    hanging.answers.add(request -> {});
    WebhookPace impatient =
        new WebhookPace(
            FAST.every(),
            FAST.first(),
            FAST.longest(),
            FAST.giveUp(),
            Duration.ofMillis(400),
            FAST.hold());
    Notifier node =
        node(database.database(), settings(true, hanging.url("/"), receiver.url("/")), impatient);

    await(node.raise(NotificationKind.NEEDS_LOGIN, session("work"), "Gone."));

    receiver.next();
    Received first = hanging.next();
    assertThat(hanging.next().header("webhook-id")).isEqualTo(first.header("webhook-id"));
    awaitDelivered(2);
  }

  @Test
  void anOldOneIsGivenUpWithALineThatGivesNothingAway() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger log = (Logger) LoggerFactory.getLogger("dev.maestro.core.webhook");
    log.addAppender(lines);
    receiver.answers.add(
        request -> request.response().setStatusCode(503).end("planted-in-the-answer"));
    WebhookPace once =
        new WebhookPace(
            FAST.every(), FAST.first(), FAST.longest(), Duration.ZERO, FAST.answer(), FAST.hold());

    await(
        node(database.database(), settings(true, receiver.url("/planted-path")), once)
            .raise(NotificationKind.NEEDS_LOGIN, session("work"), "Gone."));

    receiver.next();
    awaitCount("given_up_at is not null and last_problem = 'It answered 503.'", 1);
    log.detachAppender(lines);
    assertThat(lines.list.getFirst().getFormattedMessage())
        .contains("The webhook on localhost did not take notification", "in 1 attempts", "503");
    assertThat(lines.list.toString()).doesNotContain("planted");
    assertThat(receiver.isIdle()).isTrue();
  }

  @Test
  void nothingIsSentToANameThatLeadsInside() throws Exception {
    await(
        node(settings(false, receiver.url("/hook")))
            .raise(NotificationKind.NEEDS_LOGIN, session("work"), "Gone."));

    awaitCount("attempts > 2 and last_problem like '%internal address 127.0.0.1.'", 1);
    assertThat(receiver.isIdle()).isTrue();
  }

  @Test
  void whereNobodyAnswersTheReasonIsKept() throws Exception {
    await(
        node(settings(true, "http://localhost:1/planted-path"))
            .raise(NotificationKind.NEEDS_LOGIN, session("work"), "Gone."));

    awaitCount("attempts > 2 and last_problem like 'It cannot be reached%'", 1);
    awaitCount("last_problem like '%planted%'", 0);
  }

  @Test
  void whatWasRaisedWhileNobodySentIsSentAtTheStart() throws Exception {
    NotificationSettings settings = settings(true, receiver.url("/hook"));
    Raised unheard = new Raised(database.vertx());
    await(
        new Notifying(
                new NotificationsTable(database.database()), unheard, Webhooks.targets(settings))
            .raise(NotificationKind.NEEDS_LOGIN, session("work"), "Gone."));

    node(settings);

    assertThat(receiver.next().json().getString("detail")).isEqualTo("Gone.");
  }

  private void awaitDelivered(int number) throws Exception {
    awaitCount("delivered_at is not null", number);
  }

  private void awaitCount(String condition, int number) throws Exception {
    String sql = "select count(*) from webhook_deliveries where " + condition;
    Until.so(condition, () -> database.query(sql).equals(String.valueOf(number)));
  }

  /** As a receiver checks it, by the scheme's words alone. */
  private static void assertSigned(Received received) throws Exception {
    long timestamp = Long.parseLong(received.header("webhook-timestamp"));
    assertThat(Instant.ofEpochSecond(timestamp))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = received.header("webhook-id") + "." + timestamp + "." + received.body();
    assertThat(received.header("webhook-signature"))
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    assertThat(received.header("content-type")).isEqualTo("application/json");
    assertThat(received.toString()).doesNotContain(SECRET);
  }
}
