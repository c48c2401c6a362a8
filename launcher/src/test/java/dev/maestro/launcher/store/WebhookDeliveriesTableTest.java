package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.core.store.Database;
import dev.maestro.core.store.NotificationsTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.core.store.WebhookDeliveriesTable;
import dev.maestro.core.store.WebhookDelivery;
import dev.maestro.launcher.running.Until;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhookDeliveriesTableTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private WebhookDeliveriesTable table() {
    return new WebhookDeliveriesTable(database.database());
  }

  private SessionRow tell(String name, String... targets) throws Exception {
    SessionRow row = SessionsTableTest.row("tiny", name);
    await(new SessionsTable(database.database()).insert(row));
    await(
        new NotificationsTable(database.database())
            .insert("needs_login", row, "Gone.", List.of(targets)));
    return row;
  }

  private List<WebhookDelivery> claim(String target) throws Exception {
    return await(table().claim(target, LONG, 10));
  }

  @Test
  void eachReceiverHasADeliveryOfItsOwn() throws Exception {
    tell("work", "one", "two");

    WebhookDelivery one = claim("one").getFirst();
    WebhookDelivery two = claim("two").getFirst();

    assertThat(one.notification().detail()).isEqualTo("Gone.");
    assertThat(one.notification()).isEqualTo(two.notification());
    assertThat(one.message()).isNotEqualTo(two.message());
    assertThat(one.attempts()).isEqualTo(1);
    assertThat(claim("three")).isEmpty();
  }

  @Test
  void ofManyNodesThatAskAtOnceOneGetsEach() throws Exception {
    for (int each = 0; each < 10; each++) {
      tell("s-" + each, "one");
    }
    Database other = TestDatabase.open(database.vertx(), database.url());
    List<Future<List<WebhookDelivery>>> claims = new ArrayList<>();
    for (Database node : List.of(database.database(), other)) {
      for (int round = 0; round < 10; round++) {
        claims.add(new WebhookDeliveriesTable(node).claim("one", LONG, 3));
      }
    }

    await(Future.all(claims));

    assertThat(claims).allSatisfy(claim -> assertThat(claim.result()).hasSizeLessThanOrEqualTo(3));
    assertThat(claims.stream().flatMap(claim -> claim.result().stream()).toList())
        .hasSize(10)
        .doesNotHaveDuplicates();
    await(other.close());
  }

  @Test
  void whatADeadNodeHeldComesFree() throws Exception {
    tell("work", "one");
    WebhookDelivery held = await(table().claim("one", Duration.ofMillis(200), 10)).getFirst();

    List<WebhookDelivery> again = new ArrayList<>();
    Until.so("it is claimed again", () -> again.addAll(claim("one")));

    assertThat(again.getFirst().message()).isEqualTo(held.message());
    assertThat(again.getFirst().attempts()).isEqualTo(2);
    // What the first node says after all does not take it from the second.
    assertThat(await(table().failed(held, "Late.", Duration.ZERO))).isZero();
    assertThat(claim("one")).isEmpty();
    assertThat(await(table().delivered(held))).isEqualTo(1);
  }

  @Test
  void whatFailedIsDueAfterItsWait() throws Exception {
    tell("work", "one");
    assertThat(await(table().failed(claim("one").getFirst(), "No.", LONG))).isEqualTo(1);
    assertThat(claim("one")).isEmpty();

    tell("home", "one");
    assertThat(await(table().failed(claim("one").getFirst(), "No.", Duration.ZERO))).isEqualTo(1);
    WebhookDelivery again = claim("one").getFirst();
    assertThat(again.notification().session()).isEqualTo("home");
    assertThat(again.attempts()).isEqualTo(2);
  }

  @Test
  void whatWasTakenOrGivenUpIsNotSentAgain() throws Exception {
    tell("work", "one", "two");
    WebhookDelivery taken = await(table().claim("one", Duration.ofMillis(1), 10)).getFirst();
    WebhookDelivery lost = await(table().claim("two", Duration.ofMillis(1), 10)).getFirst();
    assertThat(await(table().delivered(taken))).isEqualTo(1);
    assertThat(await(table().givenUp(lost, "Too old."))).isEqualTo(1);

    // Free by now, were it still to be sent.
    tell("later", "one", "two");
    assertThat(claim("one")).extracting(one -> one.notification().session()).containsOnly("later");
    assertThat(claim("two")).extracting(one -> one.notification().session()).containsOnly("later");
  }

  @Test
  void deliveriesGoWithTheirNotification() throws Exception {
    NotificationsTable notifications = new NotificationsTable(database.database());
    SessionRow row = tell("work", "one");
    await(notifications.settle(row.id()));
    assertThat(await(notifications.sweep(Instant.now().plusSeconds(600), 10))).isEqualTo(1);
    assertThat(claim("one")).isEmpty();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
