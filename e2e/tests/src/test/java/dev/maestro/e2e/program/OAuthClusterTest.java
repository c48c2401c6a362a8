package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import dev.maestro.e2e.running.Answer;
import dev.maestro.e2e.running.Conversation;
import dev.maestro.e2e.running.Folders;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.GatewayProcess;
import dev.maestro.e2e.running.LoginStage;
import dev.maestro.e2e.running.LoginWay;
import dev.maestro.e2e.running.LoginWay.Flow;
import dev.maestro.e2e.running.Person;
import dev.maestro.e2e.running.UnpackedPostgres;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes on one database, alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class OAuthClusterTest {
  private static final int AT_ONCE = 8;

  private final String adminKey = UUID.randomUUID().toString();
  private Path folder;
  private Vendors vendors;
  private EmbeddedPostgres database;
  private GatewayProcess firstNode;
  private GatewayProcess secondNode;
  private Person first;
  private Person second;

  @BeforeAll
  void start() throws Exception {
    folder = Files.createTempDirectory("maestro-logins");
    vendors = Vendors.start();
    database = EmbeddedPostgres.start(UnpackedPostgres.into(folder.resolve("database")));
    Map<String, String> settings = new TreeMap<>(LoginStage.settings(vendors, folder));
    Secret url = database.url();
    settings.put("database.url", url.reveal());
    settings.put("master.key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    settings.put("admin.key", adminKey);
    settings.put("cluster.enabled", "true");
    var one = GatewayProcess.freePort();
    var two = GatewayProcess.freePort();
    firstNode = node(settings, "first", one, two);
    firstNode.ready();
    secondNode = node(settings, "second", two, one);
    second = new Person(vendors, secondNode.ready().withKey(adminKey));
    first = new Person(vendors, firstNode.ready().withKey(adminKey));
  }

  private GatewayProcess node(Map<String, String> settings, String name, int own, int other)
      throws IOException {
    Map<String, String> mine = new TreeMap<>(settings);
    mine.put("cluster.port", Integer.toString(own));
    mine.put("cluster.members", "127.0.0.1:" + other);
    return GatewayProcess.launch(folder.resolve(name), mine);
  }

  @AfterEach
  void tidy() throws Exception {
    first.tidy();
  }

  @AfterAll
  void stop() throws IOException {
    firstNode.close();
    secondNode.close();
    database.close();
    vendors.close();
    Folders.delete(folder);
  }

  @ParameterizedTest
  @EnumSource(names = {"ANTHROPIC_BEARER", "OPENAI_KEY", "GEMINI_CLIENT"})
  void aLoginThatBeganOnOneNodeIsFinishedOnTheOther(LoginWay way) throws Exception {
    var begun = first.begin(way, "elsewhere");
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    var path = way.path("elsewhere");

    var pasted = second.paste(path, second.agree(begun.json().path("authorization")));

    assertThat(pasted.status()).as(pasted.body()).isEqualTo(200);
    assertThat(first.gateway().ask("GET", path).json().path("status").asText()).isEqualTo("active");
    for (var person : List.of(first, second)) {
      assertThat(person.converse(way, "elsewhere", "hello").isFinished()).isTrue();
    }
  }

  /** The browser comes back to the node that began it; the other has the session at once. */
  @ParameterizedTest
  @EnumSource(names = {"OPENAI_ACCESS_TOKEN", "GEMINI_CLIENT"})
  void aBrowserThatComesBackToOneNodeLogsInForAll(LoginWay way) throws Exception {
    var begun = first.begin(way, "by_browser");
    assertThat(status(second.gateway(), way.path("by_browser"))).isEqualTo("pending");
    assertThat(way.flow()).isEqualTo(Flow.CALLBACK);
    first.finish(way, way.path("by_browser"), begun);
    assertThat(status(second.gateway(), way.path("by_browser"))).isEqualTo("active");
    assertThat(second.converse(way, "by_browser", "hello").isFinished()).isTrue();
  }

  private static String status(Gateway gateway, String path) throws Exception {
    Answer answer = gateway.ask("GET", path);
    return answer.json().path("status").asText();
  }

  @ParameterizedTest
  @EnumSource(names = {"ANTHROPIC_BEARER", "OPENAI_KEY", "OPENAI_ACCESS_TOKEN", "GEMINI_CLIENT"})
  void aTokenThatBothNodesFindRefusedIsRenewedOnce(LoginWay way) throws Exception {
    first.login(way, "both_nodes");
    for (var person : List.of(first, second)) {
      assertThat(person.converse(way, "both_nodes", "hello").isFinished()).isTrue();
    }
    var logins = vendors.simulator().logins(way.vendor());
    logins.expireAccessTokens();
    logins.expireKeys();
    var before = logins.refreshRequests();
    List<Callable<Conversation>> talks = new ArrayList<>();
    for (var each = 0; each < AT_ONCE; each++) {
      talks.add(() -> first.converse(way, "both_nodes", "hello"));
      talks.add(() -> second.converse(way, "both_nodes", "hello"));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var talk : threads.invokeAll(talks)) {
        assertThat(talk.get().names()).startsWith("started").endsWith("finished");
      }
    }
    assertThat(logins.refreshRequests() - before).isEqualTo(1);
  }
}
