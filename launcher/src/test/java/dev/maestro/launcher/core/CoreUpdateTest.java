package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.RunningCore.await;
import static dev.maestro.launcher.core.RunningCore.refusal;
import static dev.maestro.launcher.core.RunningCore.wanted;
import static dev.maestro.launcher.core.RunningCore.wantedAsDefault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.core.Caller;
import dev.maestro.core.NotificationView;
import dev.maestro.core.SessionChange;
import dev.maestro.core.SessionView;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that are changed in place. */
@Timeout(90)
class CoreUpdateTest extends OnRunningCore {
  private static final Caller ANYONE = new Caller("k", "admin", Optional.empty());

  @Test
  void anotherKeyTakesThePlaceOfTheOldOneAndAllElseStays() throws Exception {
    SessionView before = await(core.maestro().createSession(wantedAsDefault("work", "good")));
    OpenSession old = await(core.vault().open(before.id())); // remembered from now on
    core.provider().withdrawn.add("good");
    core.vault().refused(old);
    Until.so("somebody is told", () -> !told().isEmpty());
    SessionView after = await(update(null, " better\n"));

    assertThat(await(core.vault().open(before.id())).secret()).isEqualTo(Secret.of("better"));
    assertThat(told()).as("what needs nobody any more").isEmpty();
    assertThat(after.checkedAt()).isAfter(before.checkedAt());
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("checkedAt", "lastUsedAt")
        .isEqualTo(before);
    assertThat(core.provider().checked.stream().map(OpenSession::facts)).containsOnly(old.facts());
    assertThat(database.query("select count(*) from logins")).isEqualTo("0");
  }

  @Test
  void everyNodeForgetsTheOldKey() throws Exception {
    String id = await(core.maestro().createSession(wanted("work", "good"))).id();
    Vertx elsewhere = Vertx.vertx();
    RunningCore other =
        RunningCore.start(elsewhere, TestDatabase.open(elsewhere, database.url()), home);
    assertThat(await(other.vault().open(id)).secret()).isEqualTo(Secret.of("good"));

    await(update(null, "better"));

    Until.so(
        "the other has the new key",
        () -> await(other.vault().open(id)).secret().equals(Secret.of("better")));
    await(other.core().close());
    await(elsewhere.close());
  }

  @Test
  void aRefusedKeyLeavesTheOldOneAndTheMark() throws Exception {
    await(core.maestro().createSession(wantedAsDefault("first", "good")));
    SessionView before = await(core.maestro().createSession(wanted("work", "good")));

    ErrorFacts facts = refusal(update(true, "bad"));

    assertThat(facts.status()).isEqualTo(400);
    assertThat(facts.code()).isEqualTo("api_key_rejected");
    assertThat(facts.message()).contains("Incorrect key.");
    assertThat(await(core.maestro().sessions().show("tiny", "work"))).isEqualTo(before);
    assertThat(await(core.vault().open(before.id())).secret()).isEqualTo(Secret.of("good"));
    assertThat(database.query("select count(*) from logins")).isEqualTo("0");
  }

  @Test
  void theModelsOfTheOldKeyAreForgotten() throws Exception {
    await(core.maestro().createSession(wanted("work", "good")));
    await(core.maestro().listModels("tiny", "work", false));

    await(update(null, "better"));

    await(core.maestro().listModels("tiny", "work", false));
    assertThat(core.provider().listed).hasValue(2);
  }

  @Test
  void aKeyThatCannotBeCheckedIsTakenUnchecked() throws Exception {
    String id = await(core.maestro().createSession(wanted("work", "good"))).id();
    for (String key : List.of("who-knows", "broken")) {
      assertThat(await(update(null, key)).checkedAt()).isNull();
      assertThat(await(core.vault().open(id)).secret()).isEqualTo(Secret.of(key));
    }
  }

  @Test
  void whileAKeyIsCheckedTheOldOneServesAndALaterChangeWins() throws Exception {
    String id = await(core.maestro().createSession(wanted("work", "good"))).id();
    Future<SessionView> first = update(true, "slow");
    await(core.provider().asked.future());
    assertThat(await(core.vault().open(id)).secret()).isEqualTo(Secret.of("good"));

    await(update(null, "better"));
    core.provider().slow.complete(new KeyCheck.Good());

    ErrorFacts overtaken = refusal(first);
    assertThat(overtaken.status()).isEqualTo(409);
    assertThat(overtaken.problems().getFirst().suggestion()).contains("/api/sessions/tiny/work");
    assertThat(await(core.vault().open(id)).secret()).isEqualTo(Secret.of("better"));
    assertThat(await(core.maestro().sessions().show("tiny", "work")).isDefault()).isFalse();
  }

  @Test
  void theMarkGoesFromOneSessionToTheOtherAndAway() throws Exception {
    await(core.maestro().createSession(wantedAsDefault("first", "good")));
    SessionView work = await(core.maestro().createSession(wanted("work", "good")));
    int asked = core.provider().checked.size();

    assertThat(await(update(true, null)).isDefault()).isTrue();

    assertThat(await(core.maestro().sessions().find("tiny", "first")).isDefault()).isFalse();
    assertThat(await(core.maestro().sessions().show("tiny", "work")).checkedAt())
        .isEqualTo(work.checkedAt());
    assertThat(await(core.maestro().modelStrings().resolve("tiny/x", null, ANYONE)).session())
        .extracting(SessionView::name)
        .isEqualTo("work");
    assertThat(await(update(false, null)).isDefault()).isFalse();
    assertThat(await(update(true, "better")).isDefault()).isTrue();
    assertThat(await(update(null, "good")).isDefault()).isTrue();
    assertThat(core.provider().checked).hasSize(asked + 2);
  }

  @Test
  void aSessionThatIsNotThereOrNotMadeYetIsNotChanged() throws Exception {
    assertThat(refusal(update(true, null)).code()).isEqualTo("session_not_found");
    Future<SessionView> made = core.maestro().createSession(wanted("work", "slow"));
    await(core.provider().asked.future());
    ErrorFacts pending = refusal(update(true, null));
    assertThat(pending.code()).isEqualTo("session_pending");
    assertThat(pending.problems().getFirst().suggestion()).contains("create it again", "delete it");
    assertThat(refusal(update(null, "good")).status()).isEqualTo(409);
    core.provider().slow.complete(new KeyCheck.Good());
    await(made);
    assertThat(await(update(true, null)).isDefault()).isTrue();
  }

  @Test
  void aRefusalOfAKeyThatWasReplacedMeanwhileIsNotToldAndOneOfTheNewIs() throws Exception {
    core.provider().slow.complete(new KeyCheck.Good());
    String id = await(core.maestro().createSession(wanted("work", "slow"))).id();
    core.provider().slow = Promise.promise();
    int asked = core.provider().checked.size();
    core.vault().refused(await(core.vault().open(id)));
    Until.so("the key is being checked", () -> core.provider().checked.size() != asked);
    await(update(null, "better"));
    core.provider().slow.complete(TinyProvider.refusal("The old key."));
    core.provider().withdrawn.add("better");

    core.vault().refused(await(core.vault().open(id)));

    Until.so("somebody is told", () -> !told().isEmpty());
    assertThat(told().getFirst().detail()).contains("Incorrect key.");
  }

  private Future<SessionView> update(Boolean isDefault, String key) {
    return core.maestro()
        .updateSession(
            "tiny", "work", new SessionChange(isDefault, key == null ? null : Secret.of(key)));
  }

  private List<NotificationView> told() throws Exception {
    return await(core.maestro().notifications().list(ANYONE, true));
  }
}
