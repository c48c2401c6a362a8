package dev.maestro.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.bus.Addresses;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamListener;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Role;
import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.core.Core;
import dev.maestro.core.Maestro;
import dev.maestro.core.NewSession;
import dev.maestro.core.SessionView;
import dev.maestro.core.settings.ClusterSettings;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.SettingsSources;
import dev.maestro.core.store.Database;
import dev.maestro.core.vault.Vault;
import dev.maestro.core.vault.VaultOpening;
import dev.maestro.launcher.running.FreePort;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.SimulatorOptions;
import dev.maestro.simulator.Vendor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on a bus whose every byte is kept: one takes the requests, the other has the keys. */
@Timeout(120)
class SecretsOnTheBusTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Secret GOOD = Secret.of("sk-planted-good-4c1d77");
  private static final Secret BAD = Secret.of("sk-planted-bad-9e2f31");

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path home;

  @Test
  void whatNodesSayToEachOtherHoldsNoKey() throws Exception {
    Simulator vendor = await(Simulator.start(database.vertx(), SimulatorOptions.defaults()));
    vendor.addKey(Vendor.ANTHROPIC, GOOD.reveal());
    int one = FreePort.pick();
    int two = FreePort.pick();
    int busOfOne = FreePort.pick();
    int busOfTwo = FreePort.pick();
    try (Wiretap tapOfOne = new Wiretap(busOfOne);
        Wiretap tapOfTwo = new Wiretap(busOfTwo)) {
      Vertx front = node(one, two, busOfOne, tapOfOne.port());
      Vertx back = node(two, one, busOfTwo, tapOfTwo.port());
      Core keys = core(back, "back");
      TalkingProvider provider = provide(back, keys, vendor.baseUrl(Vendor.ANTHROPIC));
      Core gateway = core(front, "front");
      SessionView session = use(gateway.maestro(), front, vendor);
      logIn(gateway.maestro(), front, vendor);
      await(Future.all(gateway.close(), keys.close()));
      await(Future.all(front.close(), back.close()));
      assertThat(tapOfTwo.heard())
          .as("the tap hears requests")
          .contains(
              "provider.talking.apikey.check",
              Addresses.exchange(TalkingProvider.ID),
              session.id(),
              "Bonjour");
      assertThat(tapOfOne.heard()).as("the tap hears answers").contains("text.delta");
      for (Wiretap tap : List.of(tapOfOne, tapOfTwo)) {
        assertThat(tap.heard()).doesNotContain(GOOD.reveal(), BAD.reveal());
        assertThat(secretsOfLogins(provider)).noneMatch(tap.heard()::contains);
      }
    }
  }

  /** All that takes a key from one node to the other, well and badly. */
  private static SessionView use(Maestro maestro, Vertx vertx, Simulator vendor) throws Exception {
    Until.so("its providers are known", () -> !maestro.listProviders().isEmpty());
    assertThat(refusal(maestro.createSession(wanted("planted_bad", BAD))).code())
        .isEqualTo("api_key_rejected");
    SessionView session = await(maestro.createSession(wanted("planted", GOOD)));
    assertThat(session.checkedAt()).isNotNull();
    assertThat(await(maestro.listModels(TalkingProvider.ID, "planted", true)).models()).hasSize(1);
    assertThat(await(talk(maestro, vertx, session))).isInstanceOf(FrameBody.Finished.class);
    vendor.removeKey(Vendor.ANTHROPIC, GOOD.reveal());
    assertThat(refusal(talk(maestro, vertx, session)).kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
    await(maestro.deleteSession(TalkingProvider.ID, "planted"));
    Until.so(
        "the other node hears that it is gone",
        () -> refusal(talk(maestro, vertx, session)).kind() == ErrorKind.NOT_FOUND);
    return session;
  }

  /** All that takes a login from one node to the other: code, tokens, a refresh, its end. */
  private static void logIn(Maestro maestro, Vertx vertx, Simulator vendor) throws Exception {
    vendor.addKey(Vendor.ANTHROPIC, TalkingProvider.ACCESS.reveal());
    vendor.addKey(Vendor.ANTHROPIC, TalkingProvider.NEXT.reveal());
    String name = "planted_login";
    NewSession wanted =
        new NewSession(TalkingProvider.ID, "oauth", name, null, null, null, false, null);
    String state = await(maestro.createSession(wanted)).authorization().state();
    Secret pasted = Secret.of(TalkingProvider.CODE.reveal() + "#" + state);
    SessionView session = await(maestro.logins().finish(TalkingProvider.ID, name, pasted));
    assertThat(await(talk(maestro, vertx, session))).isInstanceOf(FrameBody.Finished.class);
    vendor.removeKey(Vendor.ANTHROPIC, TalkingProvider.ACCESS.reveal());
    assertThat(await(talk(maestro, vertx, session))).isInstanceOf(FrameBody.Finished.class);
    await(maestro.refreshTokens(TalkingProvider.ID, name));
    await(maestro.deleteSession(TalkingProvider.ID, name));
  }

  private static List<String> secretsOfLogins(TalkingProvider provider) {
    assertThat(provider.verifiers()).isNotEmpty();
    return Stream.concat(
            provider.verifiers().stream(),
            Stream.of(
                TalkingProvider.CODE,
                TalkingProvider.ACCESS,
                TalkingProvider.NEXT,
                TalkingProvider.REFRESH,
                TalkingProvider.IDENTITY))
        .map(Secret::reveal)
        .toList();
  }

  private static NewSession wanted(String name, Secret key) {
    return new NewSession(TalkingProvider.ID, "api_key", name, key, "org-1", null, true, null);
  }

  private static Future<FrameBody> talk(Maestro maestro, Vertx vertx, SessionView session) {
    ChatRequest request =
        ChatRequest.to("claude-haiku-4-5-20251001")
            .maxTokens(50)
            .message(Message.text(Role.USER, "Bonjour"))
            .build();
    Promise<FrameBody> last = Promise.promise();
    vertx.runOnContext(here -> {
      InboundStream stream =
          maestro.streamChat(session, StreamCall.neutral(session.id(), request, Map.of()));
      stream.opened().onComplete(opened -> stream.listen(new Ending(stream, last)), last::fail);
    });
    return last.future();
  }

  private record Ending(InboundStream stream, Promise<FrameBody> last) implements StreamListener {
    @Override
    public void data(FrameBody.Data data) {
      stream.consumed();
    }

    @Override
    public void finished(FrameBody.Finished end) {
      last.complete(end);
    }

    @Override
    public void failed(FrameBody.Failed end) {
      last.complete(end);
    }
  }

  /** Its address on the bus is the tap's. */
  private static Vertx node(int own, int other, int bus, int tap) throws Exception {
    ClusterSettings cluster =
        new ClusterSettings(true, LOOPBACK, own, List.of(LOOPBACK + ":" + other));
    EventBusOptions options =
        new EventBusOptions()
            .setHost(LOOPBACK)
            .setPort(bus)
            .setClusterPublicHost(LOOPBACK)
            .setClusterPublicPort(tap);
    return Vertx.builder()
        .with(new VertxOptions().setEventBusOptions(options))
        .withClusterManager(new HazelcastClusterManager(Membership.config(cluster)))
        .buildClustered()
        .await(60, TimeUnit.SECONDS);
  }

  private Core core(Vertx vertx, String name) throws Exception {
    Database own = TestDatabase.open(vertx, database.url());
    Map<String, String> environment =
        Map.of("MAESTRO_HOME", home.toString(), "MAESTRO_ADMIN_KEY", "admin-key-of-this-test");
    Settings settings =
        Settings.read(new SettingsSources(environment, "", "none", home, home, home));
    return await(Core.start(vertx, settings, own, vault(vertx, own), name, List.of()));
  }

  private static TalkingProvider provide(Vertx vertx, Core core, String vendor) throws Exception {
    TalkingProvider provider = new TalkingProvider(vendor);
    provider.connect(
        new ProviderContext(
            TalkingProvider.ID,
            "back",
            ProviderSettings.of(TalkingProvider.ID, List.of(), Map.of()),
            core.vault(TalkingProvider.ID),
            new UpstreamClient(vertx)));
    await(vertx.deployVerticle(provider));
    return provider;
  }

  private Vault vault(Vertx vertx, Database own) throws Exception {
    return await(new VaultOpening(vertx, own, Optional.empty(), home).open());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }

  private static ErrorFacts refusal(Future<?> future) throws Exception {
    try {
      await(future);
    } catch (ProviderException refused) {
      return refused.facts();
    }
    throw new AssertionError("it succeeded");
  }
}
