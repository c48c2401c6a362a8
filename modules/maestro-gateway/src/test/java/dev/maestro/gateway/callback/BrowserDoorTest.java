package dev.maestro.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.LoginOutcome;
import dev.maestro.core.settings.CallbackSettings;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When and where the listener for browsers is open. */
class BrowserDoorTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void theSettingsSayWhereItListens() {
    CallbackAddress usual = CallbackAddress.of(new CallbackSettings("localhost", 1455), Set.of());
    assertThat(usual.bound()).containsExactly("127.0.0.1", "::1");
    assertThat(usual.ports()).containsExactly(1455, 1457);
    assertThat(usual.at(1457)).isEqualTo("http://localhost:1457/auth/callback");
    CallbackAddress other = CallbackAddress.of(new CallbackSettings("[::1]", 8080), Set.of());
    assertThat(other.bound()).containsExactly("::1");
    assertThat(other.ports()).containsExactly(8080);
    assertThat(other.at(8080)).isEqualTo("http://[::1]:8080/auth/callback");
    CallbackAddress everywhere =
        CallbackAddress.of(new CallbackSettings("0.0.0.0", 8080), Set.of());
    assertThat(everywhere.bound()).containsExactly("0.0.0.0");
    assertThat(everywhere.at(8080)).isEqualTo("http://localhost:8080/auth/callback");
  }

  @Test
  void theNamesThatTheGatewayAnswersToReachItThroughAProxy() throws Exception {
    CallbackAddress here =
        CallbackAddress.of(new CallbackSettings("127.0.0.1", 0), Set.of("Maestro.Example"));
    int port = door.open(here, LONG);

    String proxied =
        Door.get("127.0.0.1", port, "maestro.example", "/auth/callback?code=c&state=s");
    assertThat(proxied).startsWith("HTTP/1.1 303").doesNotContain("/auth/result/host");
    assertThat(Door.get("127.0.0.1", port, "other.example", "/")).startsWith("HTTP/1.1 421");
  }

  @Test
  void bothFamiliesAnswerOnTheSamePort() throws Exception {
    int port = door.open(Door.LOCALHOST, LONG);

    for (String host : List.of("127.0.0.1", "::1")) {
      if (hasFamily(host)) {
        assertThat(Door.get(host, port, "localhost:" + port, "/")).startsWith("HTTP/1.1 404");
      }
    }
  }

  private static boolean hasFamily(String host) throws IOException {
    if (!host.contains(":")) {
      return true;
    }
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return probe.isBound();
    } catch (java.net.SocketException none) {
      return false;
    }
  }

  @Test
  void anAddressThatTheMachineDoesNotHaveIsNotMissed() throws Exception {
    CallbackAddress address =
        new CallbackAddress("localhost", List.of("127.0.0.1", "203.0.113.1"), List.of(0));

    int port = door.open(address, LONG);

    assertThat(Door.get("127.0.0.1", port, "localhost:" + port, "/")).startsWith("HTTP/1.1 404");
  }

  @Test
  void theNextPortIsTakenWhereTheFirstIsNotFree() throws Exception {
    try (ServerSocket taken = taken()) {
      int port = door.open(ports(taken.getLocalPort(), 0), LONG);

      assertThat(port).isNotEqualTo(taken.getLocalPort());
      assertThat(Door.get("127.0.0.1", port, "localhost:" + port, "/")).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void whereNoPortIsFreeAllAreNamedWithTheirSetting() throws Exception {
    try (ServerSocket first = taken();
        ServerSocket second = taken()) {
      assertThatThrownBy(() -> door.open(ports(first.getLocalPort(), second.getLocalPort()), LONG))
          .satisfies(failure -> {
            assertThat(ProviderException.from(failure).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(failure)
                .hasMessageContaining(first.getLocalPort() + " and " + second.getLocalPort())
                .hasMessageContaining("oauth.callback.port");
          });
    }
    // What was taken is free now, and the next login can come back.
    assertThat(door.openAgain()).isPositive();
  }

  @Test
  void aPortThatOnlyTheOtherFamilyHasTakenIsNotUsedAtAll() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.2"))) {
      CallbackAddress address =
          new CallbackAddress(
              "localhost", List.of("127.0.0.1", "127.0.0.2"), List.of(taken.getLocalPort(), 0));

      assertThat(door.open(address, LONG)).isNotEqualTo(taken.getLocalPort());
      assertThatThrownBy(() -> Door.connect("127.0.0.1", taken.getLocalPort()).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void itIsClosedAtFirstAndAgainOnceNoLoginWaits() throws Exception {
    int port = door.open(Door.LOCALHOST, Duration.ofMillis(1));
    try (Socket held = Door.connect("127.0.0.1", port)) {
      door.get().close();

      assertThat(held.getInputStream().read()).as("hung up").isEqualTo(-1);
    }
    assertThatThrownBy(() -> Door.connect("127.0.0.1", port).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void itClosesByItselfWhenTheLastLoginIsOver() throws Exception {
    int port =
        door.open(Door.LOCALHOST, Duration.ofMillis(1), Instant.now().plus(Duration.ofMillis(50)));
    try (Socket held = Door.connect("127.0.0.1", port)) {
      assertThat(held.getInputStream().read()).as("hung up").isEqualTo(-1);
    }
  }

  @Test
  void aLoginThatBeginsInTheLastMomentKeepsItOpenOnItsPort() throws Exception {
    int port = door.open(Door.LOCALHOST, LONG);
    door.get().close();

    assertThat(door.openAgain()).isEqualTo(port);
  }

  @Test
  void itWaitsForALoginThatIsBeingFinished() throws Exception {
    Promise<LoginOutcome> vendor = Promise.promise();
    CountDownLatch asked = new CountDownLatch(1);
    door.finish =
        back -> {
          asked.countDown();
          return vendor.future();
        };
    int port = door.open(Door.LOCALHOST, Duration.ofMillis(1));
    try (Socket browser = Door.connect("127.0.0.1", port)) {
      Door.send(browser, "GET", "localhost:" + port, "/auth/callback?code=c&state=s");
      asked.await();
      door.get().close();
      door.settle();
      vendor.complete(new LoginOutcome("fake/work", true, ""));

      assertThat(Door.answer(browser)).startsWith("HTTP/1.1 303");
    }
  }

  @Test
  void onceShutItOpensNoMore() {
    door.open(Door.LOCALHOST, LONG);
    door.get().shut().await();

    assertThatThrownBy(door::openAgain)
        .satisfies(failure ->
            assertThat(ProviderException.from(failure).kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
  }

  private static CallbackAddress ports(Integer... ports) {
    return new CallbackAddress("localhost", List.of("127.0.0.1"), List.of(ports));
  }
}
