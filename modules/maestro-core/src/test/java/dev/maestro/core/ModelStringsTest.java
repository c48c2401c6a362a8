package dev.maestro.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.core.model.TargetSearch;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ModelStringsTest {
  private static final Caller ANYONE = new Caller("k", "client", Optional.empty());

  private final List<SessionView> sessions =
      List.of(
          session("acme", "work", true, "active"),
          session("acme", "spare", false, "active"),
          session("acme", "both", false, "active"),
          session("bits", "both", false, "active"),
          session("bits", "second", false, "active"),
          session("cube", "only", false, "active"),
          session("cube", "making", false, "pending"),
          session("bits", "only", false, "pending"),
          session("dark", "asleep", false, "needs_login"));
  private final Map<String, List<String>> lists =
      Map.of(
          "acme/work", List.of("big", "shared", "vendor/slashed"),
          "bits/both", List.of("bit-1"),
          "bits/second", List.of("bit-1", "bit-2"),
          "cube/only", List.of("cubic", "shared"));
  private final ModelStrings models = new ModelStrings(new Fakes(), this::list);

  private static SessionView session(
      String provider, String name, boolean isDefault, String status) {
    return new SessionView(
        UUID.randomUUID().toString(),
        provider,
        name,
        AuthType.API_KEY,
        status,
        isDefault,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        false,
        null);
  }

  private Future<ModelCatalogue> list(SessionView session) {
    List<String> ids = lists.get(session.provider() + "/" + session.name());
    return ids == null
        ? Future.failedFuture(ProviderException.of(ErrorKind.UNREACHABLE, "away"))
        : Future.succeededFuture(
            new ModelCatalogue(
                ids.stream().map(id -> ModelInfo.named(session.provider(), id, null)).toList(),
                Instant.EPOCH,
                false));
  }

  private String target(String model, String header, Caller caller) {
    Target target = models.resolve(model, header, caller).result();
    return target.session().provider() + "/" + target.session().name() + " " + target.model();
  }

  private ErrorFacts refusal(String model, String header, Caller caller) {
    return ((ProviderException) models.resolve(model, header, caller).cause()).facts();
  }

  @Test
  void aHeaderNamesTheSessionAndLeavesTheModelWhole() {
    assertThat(target("acme/work/x", "only", ANYONE)).isEqualTo("cube/only acme/work/x");
    assertThat(target("m", " bits/both ", ANYONE)).isEqualTo("bits/both m");
    assertThat(refusal("m", "nosuch", ANYONE).message()).contains("nosuch");
    assertThat(refusal("m", "both", ANYONE).status()).isEqualTo(400);
  }

  @Test
  void providerSessionAndModelComeFirst() {
    assertThat(target("acme/spare/a/b/c", null, ANYONE)).isEqualTo("acme/spare a/b/c");
    assertThat(target("bits/both/m", null, ANYONE)).isEqualTo("bits/both m");
  }

  @Test
  void aSessionsNameIsEnoughWhereItIsUnique() {
    assertThat(target("only/org/model:x", null, ANYONE)).isEqualTo("cube/only org/model:x");
  }

  @Test
  void aSessionThatIsStillBeingMadeMakesNoOtherAmbiguous() {
    assertThat(target("only/m", null, ANYONE)).isEqualTo("cube/only m");
    assertThat(target("cube/m", null, ANYONE)).isEqualTo("cube/only m");
    assertThat(refusal("making/m", null, ANYONE).kind()).isEqualTo(ErrorKind.NEEDS_LOGIN);
  }

  @Test
  void aNameOfSeveralProvidersListsTheChoices() {
    ErrorFacts facts = refusal("both/m", null, ANYONE);
    assertThat(facts.status()).isEqualTo(400);
    assertThat(facts.message()).contains("acme/both").contains("bits/both");
    assertThat(facts.problems().getFirst().field()).isEqualTo("model");
  }

  @Test
  void aProviderMeansItsDefaultOrOnlySession() {
    assertThat(target("acme/unlisted", null, ANYONE)).isEqualTo("acme/work unlisted");
    assertThat(target("cube/x/y", null, ANYONE)).isEqualTo("cube/only x/y");
    ErrorFacts several = refusal("bits/m", null, ANYONE);
    assertThat(several.status()).isEqualTo(400);
    assertThat(several.message()).contains("bits/both, bits/second");
  }

  @Test
  void aBareModelIsTheOneProvidersThatListsIt() {
    assertThat(target("big", null, ANYONE)).isEqualTo("acme/work big");
    assertThat(target("vendor/slashed", null, ANYONE)).isEqualTo("acme/work vendor/slashed");
    assertThat(target("bit-2", null, ANYONE)).isEqualTo("bits/second bit-2");
  }

  @Test
  void aBareModelOfSeveralListsTheChoices() {
    assertThat(refusal("shared", null, ANYONE).message())
        .contains("acme/work")
        .contains("cube/only");
    assertThat(refusal("bit-1", null, ANYONE).status()).isEqualTo(400);
  }

  @Test
  void aBareModelThatNobodyListsComesBackWithTheNearest() {
    ErrorFacts facts = refusal("cubik", null, ANYONE);
    assertThat(facts.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
    assertThat(facts.status()).isEqualTo(404);
    assertThat(facts.message()).contains("cubik").contains("cubic");
  }

  @Test
  void anUnknownSessionIsNamed() {
    ErrorFacts facts = refusal("nosuch/m", null, ANYONE);
    assertThat(facts.status()).isEqualTo(404);
    assertThat(facts.code()).isEqualTo("session_not_found");
    assertThat(facts.message()).contains("nosuch");
  }

  @Test
  void aLimitedKeySeesOnlyItsSessions() {
    Caller limited = new Caller("k", "client", Optional.of(List.of("bits/both", "only")));
    assertThat(refusal("acme/work/m", null, limited).status()).isEqualTo(404);
    assertThat(refusal("work/m", null, limited).message()).contains("work");
    assertThat(refusal("m", "acme/work", limited).status()).isEqualTo(404);
    assertThat(refusal("acme/m", null, limited).status()).isEqualTo(404);
    assertThat(refusal("big", null, limited).status()).isEqualTo(404);
    assertThat(target("both/m", null, limited)).isEqualTo("bits/both m");
    assertThat(target("bits/m", null, limited)).isEqualTo("bits/both m");
    assertThat(target("shared", null, limited)).isEqualTo("cube/only shared");
  }

  @Test
  void aSessionThatNeedsALoginIsNotUsed() {
    assertThat(refusal("asleep/m", null, ANYONE).kind()).isEqualTo(ErrorKind.NEEDS_LOGIN);
  }

  @Test
  void noModelAtAllIsRefused() {
    assertThat(refusal(" ", null, ANYONE).problems().getFirst().field()).isEqualTo("model");
    assertThat(refusal(null, "only", ANYONE).status()).isEqualTo(400);
  }

  /** Sessions in memory. */
  private final class Fakes implements TargetSearch.Source {
    @Override
    public Collection<String> providers() {
      return List.of("acme", "bits", "cube", "dark");
    }

    @Override
    public Future<Optional<SessionView>> find(String provider, String name) {
      return someOf(provider)
          .map(all -> all.stream().filter(one -> one.name().equals(name)).findFirst());
    }

    @Override
    public Future<List<SessionView>> named(String name) {
      return Future.succeededFuture(
          sessions.stream().filter(one -> one.name().equals(name)).toList());
    }

    @Override
    public Future<Optional<SessionView>> defaultOf(String provider) {
      return someOf(provider)
          .map(all -> all.stream().filter(one -> one.isDefault() || all.size() == 1).findFirst());
    }

    @Override
    public Future<List<SessionView>> someOf(String provider) {
      return Future.succeededFuture(
          sessions.stream().filter(one -> one.provider().equals(provider)).toList());
    }
  }
}
