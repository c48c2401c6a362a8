package dev.maestro.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.maestro.core.BrowserReturn;
import dev.maestro.core.LoginOutcome;
import io.vertx.core.Future;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a browser gets that comes back from a vendor. */
class CallbackRoutesTest {
  private static final String CODE = "code-planted-by-a-test";
  private static final String STATE = "state-planted-by-a-test";
  private static final String QUERY = "?code=" + CODE + "&state=" + STATE;
  private static final Pattern RESULT =
      Pattern.compile("(?i)location: (/auth/result/[A-Za-z0-9_-]{22})\r\n");

  private final Door door = new Door();
  private final List<BrowserReturn> returns = new CopyOnWriteArrayList<>();
  private volatile LoginOutcome outcome =
      new LoginOutcome("fake/work", true, "Its requests pass from now on.");
  private final int port;

  CallbackRoutesTest() {
    door.finish =
        back -> {
          returns.add(back);
          return Future.succeededFuture(outcome);
        };
    port = door.open(Door.LOCALHOST, Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void aBrowserWithACodeIsSentOnToAPageWhoseAddressHoldsNone() throws Exception {
    String sent = get("/auth/callback" + QUERY);

    assertThat(sent).startsWith("HTTP/1.1 303").doesNotContain(CODE, STATE);
    assertThat(returns).hasSize(1);
    assertThat(returns.getFirst().path()).isEqualTo("/auth/callback");
    assertThat(returns.getFirst().code().reveal()).isEqualTo(CODE);
    assertThat(returns.getFirst().state()).isEqualTo(STATE);
    assertThat(returns.getFirst().error()).isNull();
    String page = get(result(sent));
    assertThat(page)
        .startsWith("HTTP/1.1 200")
        .contains("<h1>fake/work is logged in</h1>", "Its requests pass", "close this window")
        .doesNotContain(CODE, STATE, "maestro login");
    assertThat(returns).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/callback", "/", "/oauth2/some/other"})
  void anyPathWillDoBecauseTheRedirectIsASetting(String path) throws Exception {
    assertThat(get(path + QUERY)).startsWith("HTTP/1.1 303");
    assertThat(returns.getFirst().path()).isEqualTo(path);
  }

  @Test
  void aRefusalIsShownEscapedWithWhatToDo() throws Exception {
    String said = "<script>alert('x')</script>&\"";
    outcome = new LoginOutcome("fake/work", false, said);
    String sent =
        get("/auth/callback?state=s&error=access_denied&error_description=%3Cscript%3E+no");

    assertThat(returns.getFirst().error()).isEqualTo("access_denied");
    assertThat(returns.getFirst().description()).isEqualTo("<script> no");
    assertThat(returns.getFirst().code()).isNull();
    String page = get(result(sent));
    assertThat(page)
        .startsWith("HTTP/1.1 400")
        .contains(
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;",
            "fake/work is not logged in",
            "<code>maestro login fake/work</code>")
        .doesNotContain("<script");
  }

  @Test
  void aStateOfNoLoginNamesNoSession() throws Exception {
    outcome = new LoginOutcome(null, false, "No login waits for this.");

    assertThat(get(result(get("/auth/callback" + QUERY))))
        .contains(
            "<h1>Not logged in</h1>",
            "No login waits for this.",
            "maestro login PROVIDER --name NAME</code>");
  }

  @Test
  void aVendorsLongSpeechIsCut() throws Exception {
    outcome = new LoginOutcome("fake/work", false, "x".repeat(100_000));

    assertThat(get(result(get("/auth/callback" + QUERY)))).hasSizeLessThan(5_000);
  }

  @Test
  void noAnswerMayBeKeptFramedOrTellWhereItsReaderCameFrom() throws Exception {
    String sent = get("/auth/callback" + QUERY);
    String tooLong = get("/auth/callback?code=" + "c".repeat(20_000));
    assertThat(tooLong).startsWith("HTTP/1.0 400");
    for (String answer : List.of(sent, get(result(sent)), get("/favicon.ico"), tooLong)) {
      assertThat(answer.toLowerCase(java.util.Locale.ROOT))
          .contains(
              "cache-control: no-store\r\n",
              "referrer-policy: no-referrer\r\n",
              "content-security-policy: default-src 'none'; style-src 'sha256-",
              "frame-ancestors 'none'",
              "x-content-type-options: nosniff\r\n",
              "x-frame-options: deny\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/auth/callback", "/auth/result/unknown", "/favicon.ico"})
  void whatIsNoReturnOfALoginIsNotFound(String path) throws Exception {
    assertThat(get(path)).startsWith("HTTP/1.1 404");
    assertThat(returns).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/auth/callback?code=c",
        "/auth/callback?state=s",
        "/auth/callback?code=c&state=",
        "/auth/callback?code=c&state=a&state=b",
        "/auth/result/unknown?code=c"
      })
  void anAddressThatMayHoldACodeIsLeftEvenWhereNothingIsFound(String path) throws Exception {
    String sent = get(path);

    assertThat(sent).startsWith("HTTP/1.1 303").contains("location: /auth/result/nothing\r\n");
    assertThat(get("/auth/result/nothing")).startsWith("HTTP/1.1 404");
    assertThat(returns).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST", "OPTIONS", "PUT"})
  void onlyGetUsesACodeUp(String method) throws Exception {
    try (Socket socket = Door.connect("127.0.0.1", port)) {
      Door.send(socket, method, "localhost:" + port, "/auth/callback" + QUERY);
      assertThat(Door.answer(socket)).startsWith("HTTP/1.1 405").containsIgnoringCase("allow: GET");
    }
    assertThat(returns).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:1455", "localhost.evil.example", "192.0.2.1"})
  void anotherHostsPageReachesNothing(String host) throws Exception {
    assertThat(Door.get("127.0.0.1", port, host, "/auth/callback" + QUERY))
        .startsWith("HTTP/1.1 303")
        .contains("location: /auth/result/host\r\n");
    assertThat(Door.get("127.0.0.1", port, host, "/auth/result/host")).startsWith("HTTP/1.1 421");
    assertThat(returns).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:1455", "[::1]:1455"})
  void theMachinesOwnNamesReachIt(String host) throws Exception {
    assertThat(Door.get("127.0.0.1", port, host, "/auth/callback" + QUERY))
        .startsWith("HTTP/1.1 303");
  }

  @Test
  void aFaultIsAPageWithoutItsCauseAndIsLoggedWithoutTheQuery() throws Exception {
    List<ILoggingEvent> log =
        logged(() -> {
          get("/auth/callback" + QUERY);
          door.finish = back -> Future.failedFuture(new IllegalStateException("inside"));
          assertThat(get("/auth/callback" + QUERY))
              .startsWith("HTTP/1.1 303")
              .contains("location: /auth/result/fault\r\n");
          assertThat(get("/auth/result/fault"))
              .startsWith("HTTP/1.1 500")
              .doesNotContain("inside", CODE);
        });
    assertThat(log).hasSize(2);
    assertThat(log.toString() + log.getFirst().getKeyValuePairs()).doesNotContain(CODE, STATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth/callback", "/auth/result/unknown"})
  void aQueryThatCannotBeReadIsNeitherLoggedNorKept(String path) throws Exception {
    List<ILoggingEvent> log =
        logged(() -> {
          for (String end : List.of("%", "%zz")) {
            assertThat(get(path + QUERY + "&x=" + end))
                .startsWith("HTTP/1.1 303")
                .contains("location: /auth/result/invalid\r\n");
          }
        });
    assertThat(get("/auth/result/invalid")).startsWith("HTTP/1.1 400");
    assertThat(log).isEmpty();
    assertThat(returns).isEmpty();
  }

  @Test
  void whatIsThrownAtOnceLeavesNothingRunning() throws Exception {
    door.finish =
        back -> {
          throw new IllegalStateException("at once");
        };
    logged(() -> {
      for (int time = 0; time < 20; time++) {
        assertThat(get("/auth/callback" + QUERY)).startsWith("HTTP/1.1 303");
      }
    });
  }

  private interface Asking {
    void run() throws Exception;
  }

  private static List<ILoggingEvent> logged(Asking asking) throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger("dev.maestro.gateway.callback");
    Level before = root.getLevel();
    root.setLevel(Level.TRACE);
    root.addAppender(log);
    root.setAdditive(false);
    try {
      asking.run();
    } finally {
      root.detachAppender(log);
      root.setLevel(before);
      root.setAdditive(true);
    }
    return List.copyOf(log.list);
  }

  @Test
  void resultsAreForgottenByAgeAndByNumber() {
    LoginResults results = new LoginResults();
    Instant now = Instant.EPOCH;
    String first = results.add(outcome, now);
    assertThat(results.find(first, now.plus(LoginResults.KEPT))).contains(outcome);
    assertThat(results.find(first, now.plus(LoginResults.KEPT).plusMillis(1))).isEmpty();
    List<String> more =
        IntStream.range(0, LoginResults.MOST)
            .mapToObj(number -> results.add(outcome, now))
            .toList();
    assertThat(results.find(first, now)).isEmpty();
    assertThat(more).doesNotHaveDuplicates().allMatch(id -> results.find(id, now).isPresent());
  }

  private String get(String path) throws Exception {
    return Door.get("127.0.0.1", port, "localhost:" + port, path);
  }

  private static String result(String answer) {
    Matcher found = RESULT.matcher(answer);
    assertThat(found.find()).as(answer).isTrue();
    return found.group(1);
  }
}
