package dev.maestro.api.provider;

import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.Addresses;
import dev.maestro.api.bus.Announcement;
import dev.maestro.api.bus.BusCodecs;
import dev.maestro.api.bus.ModelList;
import dev.maestro.api.bus.ProviderBus;
import dev.maestro.api.bus.SessionCall;
import dev.maestro.api.upstream.UpstreamClient;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderVerticleTest {
  private final Vertx vertx = Vertx.vertx();
  private final ProviderBus bus = new ProviderBus(vertx);

  @BeforeEach
  void register() {
    BusCodecs.register(vertx.eventBus());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void itDescribesItself() {
    deploy();
    ProviderDescription said =
        await(bus.request(Addresses.describe("acme"), "", ProviderDescription.class));
    assertThat(said.id()).isEqualTo("acme");
    assertThat(said.node()).isEqualTo("n");
    assertThat(said.authTypes()).containsExactly(AuthType.API_KEY);
    assertThat(said.features()).containsExactly("models", "streaming");
    assertThat(said.dialects()).containsExactly(AcmeWire.DIALECT);
    assertThat(said.settings()).extracting(Setting::name).containsExactly("base-url", "regions");
    assertThat(said.rules()).containsExactly(Acme.RULE);
    assertThat(said.version()).isNotEmpty();
    assertThat(said.apiVersion()).isNotEmpty();
  }

  @Test
  void itChecksKeysAndListsModels() {
    deploy();
    assertThat(check("s")).isEqualTo(new KeyCheck.Good());
    assertThat(check("unreachable")).isEqualTo(new KeyCheck.Unknown("No network."));
    assertThat(await(bus.request(Addresses.models("acme"), new SessionCall("s"), ModelList.class)))
        .isEqualTo(new ModelList(List.of(ModelInfo.named("acme", "m", null))));
  }

  @Test
  void aPartsRefusalReachesTheCaller() {
    deploy();
    var refused =
        bus.request(Addresses.models("acme"), new SessionCall("refused"), ModelList.class);
    assertThat(((ProviderException) failure(refused)).kind()).isEqualTo(ErrorKind.FORBIDDEN);
    var unknown =
        bus.request(Addresses.models("acme"), new SessionCall("unknown"), ModelList.class);
    assertThat(((ProviderException) failure(unknown)).kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(failure(unknown)).hasMessageContaining("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "null", "fails", "vault-throws"})
  void aPartThatBreaksIsAnInternalErrorThatSaysNothingOfItself(String session) {
    deploy();
    var broken =
        bus.request(Addresses.apiKeyCheck("acme"), new SessionCall(session), KeyCheck.class);
    assertThat(failure(broken))
        .isInstanceOfSatisfying(
            ProviderException.class, it -> assertThat(it.kind()).isEqualTo(ErrorKind.INTERNAL))
        .hasMessageNotContaining("planted");
  }

  @Test
  void aMessageOfTheWrongTypeIsAnswered() {
    deploy();
    var wrong = bus.request(Addresses.models("acme"), "not a call", ModelList.class);
    assertThat(((ProviderException) failure(wrong)).kind()).isEqualTo(ErrorKind.INTERNAL);
  }

  @Test
  void whatAProviderCannotDoHasNoAddress() {
    Bare bare = new Bare();
    bare.connect(
        new ProviderContext(
            "bare",
            "n",
            ProviderSettings.of("bare", List.of(), Map.of()),
            id -> null,
            new UpstreamClient(vertx)));
    await(vertx.deployVerticle(bare));
    ProviderDescription said =
        await(bus.request(Addresses.describe("bare"), "", ProviderDescription.class));
    assertThat(said.authTypes()).isEmpty();
    assertThat(said.features()).isEmpty();
    assertThat(said.dialects()).isEmpty();
    for (String address :
        List.of(
            Addresses.models("bare"), Addresses.apiKeyCheck("bare"), Addresses.stream("bare"))) {
      var asked = bus.request(address, new SessionCall("s"), Object.class);
      assertThat(ProviderBus.isNobody(failure(asked))).as(address).isTrue();
    }
  }

  @Test
  void itAnnouncesItselfAtTheStartWhenAskedAndWhenItLeaves() {
    Deque<Promise<Announcement>> heard =
        new ArrayDeque<>(List.of(Promise.promise(), Promise.promise(), Promise.promise()));
    List<Promise<Announcement>> all = List.copyOf(heard);
    vertx
        .eventBus()
        .<Announcement>localConsumer(
            Addresses.ANNOUNCEMENTS, message -> heard.poll().complete(message.body()));
    String deployment = deploy();
    Announcement start = await(all.get(0).future());
    vertx.eventBus().publish(Addresses.ROLL_CALL, "");
    Announcement again = await(all.get(1).future());
    await(vertx.undeploy(deployment));
    Announcement end = await(all.get(2).future());

    assertThat(start.leaving()).isFalse();
    assertThat(start.provider().id()).isEqualTo("acme");
    assertThat(again).isEqualTo(start);
    assertThat(end).isEqualTo(new Announcement(start.instance(), start.provider(), true));
    var gone = bus.request(Addresses.describe("acme"), "", ProviderDescription.class);
    assertThat(ProviderBus.isNobody(failure(gone))).isTrue();
  }

  @Test
  void itsClientIsClosedWhenItIsUndeployed() {
    UpstreamClient upstream = new UpstreamClient(vertx);
    Acme acme = new Acme();
    acme.connect(
        new ProviderContext(
            "acme",
            "n",
            ProviderSettings.of("acme", acme.settings(), Map.of()),
            id -> null,
            upstream));
    await(vertx.undeploy(await(vertx.deployVerticle(acme))));
    var late =
        upstream.send(
            dev.maestro.api.upstream.UpstreamRequest.read("http://127.0.0.1:1/", Map.of()));
    assertThat(failure(late)).hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSettingThatIsNotDeclaredIsNamedWithThoseThatAre() {
    assertThatThrownBy(() ->
            ProviderSettings.of("acme", new Acme().settings(), Map.of("base-ulr", "http://x")))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
              assertThat(refused.facts().problems().getFirst().field())
                  .isEqualTo("providers.acme.base-ulr");
              assertThat(refused.facts().problems().getFirst().suggestion())
                  .contains("base-url", "regions");
            })
        .hasMessageContaining("providers.acme.base-ulr");
  }

  @Test
  void settingsAreReadAsTextListsAndUrls() {
    List<Setting> declared = new Acme().settings();
    ProviderSettings given =
        ProviderSettings.of(
            "acme", declared, Map.of("base-url", "http://x/v1/", "regions", " eu, ,us,"));
    assertThat(given.baseUrl("base-url")).isEqualTo("http://x/v1");
    assertThat(given.list("regions")).containsExactly("eu", "us");
    ProviderSettings fallback = ProviderSettings.of("acme", declared, Map.of());
    assertThat(fallback.baseUrl("base-url")).isEqualTo("http://127.0.0.1");
    assertThat(fallback.text("regions")).isEmpty();
    assertThat(fallback.list("regions")).isEmpty();
  }

  private KeyCheck check(String session) {
    return await(
        bus.request(Addresses.apiKeyCheck("acme"), new SessionCall(session), KeyCheck.class));
  }

  private String deploy() {
    return await(vertx.deployVerticle(Acme.at(vertx, "http://127.0.0.1:1")));
  }

  private static final class Bare extends ProviderVerticle {
    @Override
    public String defaultId() {
      return "bare";
    }

    @Override
    public List<Setting> settings() {
      return List.of();
    }

    @Override
    protected ProviderParts parts(ProviderContext given) {
      return ProviderParts.none();
    }
  }
}
