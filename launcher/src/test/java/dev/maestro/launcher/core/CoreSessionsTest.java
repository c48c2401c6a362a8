package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.RunningCore.await;
import static dev.maestro.launcher.core.RunningCore.refusal;
import static dev.maestro.launcher.core.RunningCore.wanted;
import static dev.maestro.launcher.core.RunningCore.wantedAsDefault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.core.Caller;
import dev.maestro.core.ModelCatalogue;
import dev.maestro.core.NewKey;
import dev.maestro.core.SessionView;
import dev.maestro.core.Target;
import dev.maestro.core.store.ModelListRow;
import dev.maestro.core.store.ModelListsTable;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.launcher.running.Until;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class CoreSessionsTest extends OnRunningCore {
  private static final Caller ANYONE = new Caller("k", "client", Optional.empty());

  @Test
  void aGoodKeyMakesAnActiveSessionThatItsProviderCanOpen() throws Exception {
    SessionView made = await(core.maestro().createSession(wantedAsDefault("work", "good")));
    assertThat(made.status()).isEqualTo("active");
    assertThat(made.checkedAt()).isNotNull();
    assertThat(made.isDefault()).isTrue();
    assertThat(made.organization()).isEqualTo("org-1");
    assertThat(made.project()).isEqualTo("proj-1");
    assertThat(core.provider().checked.peek().facts().id()).isEqualTo(made.id());
    assertThat(await(core.maestro().sessions().list("tiny", "api_key", "active")))
        .containsExactly(made);
  }

  @Test
  void aBadKeyLeavesNothingAndComesBackInTheVendorsWords() throws Exception {
    await(core.maestro().createSession(wantedAsDefault("first", "good")));
    ErrorFacts facts = refusal(core.maestro().createSession(wantedAsDefault("work", "bad")));
    assertThat(facts.status()).isEqualTo(400);
    assertThat(facts.code()).isEqualTo("api_key_rejected");
    assertThat(facts.message()).contains("Incorrect key.");
    assertThat(facts.fromVendor()).isTrue();
    assertThat(refusal(core.maestro().sessions().find("tiny", "work")).code())
        .isEqualTo("session_not_found");
    assertThat(await(core.maestro().sessions().find("tiny", "first")).isDefault()).isTrue();
  }

  @Test
  void aKeyThatCouldNotBeCheckedIsTaken() throws Exception {
    for (String key : List.of("who-knows", "broken")) {
      SessionView made = await(core.maestro().createSession(wanted("s-" + key, key)));
      assertThat(made.status()).isEqualTo("active");
      assertThat(made.checkedAt()).isNull();
    }
  }

  @Test
  void aTakenNameIsRefusedBeforeAnyKeyIsChecked() throws Exception {
    Future<SessionView> first = core.maestro().createSession(wanted("work", "slow"));
    await(core.provider().asked.future());
    ErrorFacts facts = refusal(core.maestro().createSession(wanted("work", "bad")));
    assertThat(facts.status()).isEqualTo(409);
    assertThat(facts.code()).isEqualTo("session_exists");
    assertThat(core.provider().checked).hasSize(1);
    core.provider().slow.complete(new KeyCheck.Good());
    assertThat(await(first).status()).isEqualTo("active");
  }

  @Test
  void aNewDefaultTakesTheMarkFromTheOther() throws Exception {
    await(core.maestro().createSession(wantedAsDefault("one", "good")));
    await(core.maestro().createSession(wantedAsDefault("two", "good")));
    assertThat(await(core.maestro().sessions().find("tiny", "one")).isDefault()).isFalse();
    Target target = await(core.maestro().modelStrings().resolve("tiny/x", null, ANYONE));
    assertThat(target.session().name()).isEqualTo("two");
  }

  @Test
  void aDeletedSessionIsGoneAtOnce() throws Exception {
    SessionView made = await(core.maestro().createSession(wanted("work", "good")));
    await(core.vault().open(made.id()));
    await(core.maestro().deleteSession("tiny", "work"));
    assertThat(refusal(core.maestro().sessions().find("tiny", "work")).message()).contains("work");
    assertThat(refusal(core.maestro().deleteSession("tiny", "work")).status()).isEqualTo(404);
    assertThat(refusal(core.maestro().modelStrings().resolve("work/x", null, ANYONE)).status())
        .isEqualTo(404);
  }

  @Test
  void aSessionByApiKeyHasNothingToRefresh() throws Exception {
    await(core.maestro().createSession(wanted("work", "good")));
    assertThat(refusal(core.maestro().refreshTokens("tiny", "work")).status()).isEqualTo(409);
  }

  @Test
  void modelsAreListedOnceCompletedAndServedStaleWhereTheVendorFails() throws Exception {
    await(core.maestro().createSession(wanted("work", "good")));
    ModelCatalogue first = await(core.maestro().listModels("tiny", "work", false));
    assertThat(first.models().getFirst().contextWindow()).isEqualTo(1_047_576);
    assertThat(first.models().getFirst().source()).isEqualTo("static");
    assertThat(first.models().getLast().name()).isEqualTo("Tiny One");
    await(core.maestro().listModels("tiny", "work", false));
    assertThat(core.provider().listed).hasValue(1);
    core.provider().vendorDown = true;
    ModelCatalogue stale = await(core.maestro().listModels("tiny", "work", true));
    assertThat(stale.stale()).isTrue();
    assertThat(stale.models()).isEqualTo(first.models());
    assertThat(stale.fetchedAt()).isEqualTo(first.fetchedAt());
    Target target = await(core.maestro().modelStrings().resolve("tiny-1", null, ANYONE));
    assertThat(target.session().name()).isEqualTo("work");
  }

  @Test
  void allWhoAskForAListAtTheSameTimeWaitForOneAnswer() throws Exception {
    await(core.maestro().createSession(wanted("work", "good")));
    await(core.maestro().listModels("tiny", "work", false)); // the rest needs no database to ask
    Promise<Void> answered = Promise.promise();
    core.provider().pause = answered.future();
    Future<ModelCatalogue> one = core.maestro().listModels("tiny", "work", true);
    Future<ModelCatalogue> other = core.maestro().listModels("tiny", "work", true);
    answered.complete();
    assertThat(await(one)).isEqualTo(await(other));
    assertThat(core.provider().listed).hasValue(2);
    await(core.maestro().listModels("tiny", "work", true));
    assertThat(core.provider().listed).hasValue(3);
  }

  @Test
  void aVendorThatHasJustFailedIsNotAskedAgainForAnOldList() throws Exception {
    SessionView made = await(core.maestro().createSession(wanted("work", "good")));
    List<ModelInfo> old = List.of(ModelInfo.named("tiny", "tiny-0", null));
    ModelListRow row = new ModelListRow(UUID.fromString(made.id()), old, Instant.EPOCH);
    await(new ModelListsTable(database.database()).store(row));
    core.provider().vendorDown = true;
    for (int round = 0; round < 3; round++) {
      ModelCatalogue list = await(core.maestro().listModels("tiny", "work", false));
      assertThat(list.stale()).isTrue();
      assertThat(list.models()).isEqualTo(old);
    }
    assertThat(core.provider().listed).hasValue(1);
    core.provider().vendorDown = false;
    assertThat(await(core.maestro().listModels("tiny", "work", true)).stale()).isFalse();
  }

  @Test
  void aSessionIsShownWithItsLastUseAtOnce() throws Exception {
    SessionView made = await(core.maestro().createSession(wanted("work", "good")));
    assertThat(made.lastUsedAt()).isNull();
    opened(made);
    assertThat(await(core.maestro().sessions().show("tiny", "work")).lastUsedAt()).isNotNull();
    assertThat(refusal(core.maestro().sessions().show("tiny", "none")).status()).isEqualTo(404);
    Instant later = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MICROS);
    await(
        new SessionsTable(database.database())
            .storeUses(Map.of(UUID.fromString(made.id()), later))); // as another node does
    await(core.core().close()); // what this one noted is older
    assertThat(await(core.maestro().sessions().show("tiny", "work")).lastUsedAt()).isEqualTo(later);
  }

  @Test
  void aConversationThatTheProviderCannotHoldIsUnsupported() throws Exception {
    SessionView made = await(core.maestro().createSession(wanted("work", "good")));
    assertThat(opened(made).kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    await(database.vertx().undeploy(core.deployment()));
    Until.so("its provider is gone", () -> core.maestro().listProviders().isEmpty());
    assertThat(refusal(core.maestro().listModels("tiny", "work", true)).kind())
        .isEqualTo(ErrorKind.UNAVAILABLE);
  }

  private ErrorFacts opened(SessionView session) throws Exception {
    ChatRequest request = ChatRequest.to("tiny-1").build();
    Future<?> opened =
        Future.future(promise ->
            database
                .vertx()
                .runOnContext(here ->
                    core.maestro()
                        .streamChat(session, StreamCall.neutral(session.id(), request, Map.of()))
                        .opened()
                        .onComplete(done -> promise.fail(done.cause()))));
    return refusal(opened);
  }

  @Test
  void providersAreThoseThatAnnouncedThemselves() throws Exception {
    assertThat(core.maestro().listProviders()).hasSize(1);
    assertThat(core.maestro().providerCapabilities("tiny").nodes()).containsExactly("n1");
    assertThat(core.maestro().ready()).isTrue();
  }

  @Test
  void aClientKeyOpensUntilItIsDeleted() throws Exception {
    assertThat(await(core.maestro().keys().authenticate(RunningCore.ADMIN)).role())
        .isEqualTo("admin");
    NewKey made = await(core.maestro().keys().create("ci", "client", Optional.of(List.of("work"))));
    Caller caller = await(core.maestro().keys().authenticate(made.key()));
    assertThat(caller.may("tiny", "work")).isTrue();
    assertThat(caller.may("tiny", "other")).isFalse();
    assertThat(await(core.maestro().keys().list()).toString())
        .contains("ci")
        .doesNotContain(made.key().reveal());
    await(core.maestro().keys().delete(made.id()));
    assertThat(refusal(core.maestro().keys().authenticate(made.key())).status()).isEqualTo(401);
    assertThat(refusal(core.maestro().keys().delete(made.id())).status()).isEqualTo(404);
  }

  @Test
  void aWarmGatewayReadsNoDatabaseForAStream() throws Exception {
    SessionView made = await(core.maestro().createSession(wantedAsDefault("work", "good")));
    NewKey key = await(core.maestro().keys().create("ci", "client", Optional.empty()));
    await(core.maestro().listModels("tiny", "work", false));
    for (int round = 0; round < 2; round++) {
      Caller caller = await(core.maestro().keys().authenticate(key.key()));
      for (String model : List.of("tiny/work/x", "work/x", "tiny/x", "tiny-1")) {
        await(core.maestro().modelStrings().resolve(model, null, caller));
      }
      assertThat(await(core.vault().open(made.id())).secret().reveal()).isEqualTo("good");
      // What the second round needs, the first has read.
      await(database.database().close());
    }
  }
}
