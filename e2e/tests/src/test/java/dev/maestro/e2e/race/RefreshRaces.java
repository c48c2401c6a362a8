package dev.maestro.e2e.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.simulator.LoginStep;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Vendor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Three gateways, one database, and tokens that are over for all of them at the same moment. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefreshRaces {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofSeconds(60);
  private static final Duration CUT = Duration.ofSeconds(3);
  private static final int MANY = 1_000;
  private static final int SESSIONS = 50;

  private final boolean clustered;
  private Fleet fleet;
  private Crowd crowd;
  private long before;

  RefreshRaces(boolean clustered) {
    this.clustered = clustered;
  }

  @BeforeAll
  void start() throws Exception {
    fleet = Fleet.start(clustered);
  }

  @AfterAll
  void stop() throws Exception {
    fleet.close();
  }

  /** Half a hundred sessions. */
  @BeforeEach
  void logIn(TestInfo test) throws Exception {
    var name = test.getTestMethod().orElseThrow().getName().substring(0, 10) + "_";
    crowd = Crowd.of(fleet, name, SESSIONS);
    crowd.logIn();
  }

  /**
   * Has their tokens end for all of them in a moment, from when on the vendors answer by a script.
   * Where the first end before all is ready it is done again, with more time.
   */
  private void endAllTokens(String script) {
    for (var life = SOON; !endAllTokens(life, script); life = life.multipliedBy(2)) {
      assertThat(life).as("the tokens are good until all are renewed").isLessThan(LATE);
      stopForcing();
    }
  }

  private boolean endAllTokens(Duration life, String script) {
    var renewing = crowd.counted();
    var begun = System.nanoTime();
    crowd.renew(fleet.gateways().getLast(), life);
    crowd = crowd.counted();
    before = fleet.vendors.newest();
    if (!script.isEmpty()) {
      force(script);
    }
    return renewing.refreshRequests() == SESSIONS
        && renewing.refreshesByGrant().allMatch(refreshes -> refreshes == 1)
        && System.nanoTime() - begun < life.toNanos();
  }

  private void force(String script) {
    for (var vendor : Vendor.values()) {
      fleet.vendors.simulator().logins(vendor).force(LoginStep.TOKEN, script, MANY);
    }
  }

  private void stopForcing() {
    for (var vendor : Vendor.values()) {
      fleet.vendors.simulator().logins(vendor).stopForcing();
    }
  }

  /** Returns when so many refreshes were asked for. */
  private void asked(int refreshes) throws Exception {
    fleet
        .vendors
        .simulator()
        .awaitRequest(request ->
            request.seq() > before
                && Fleet.isRefresh(request)
                && fleet.refreshes(before).size() >= refreshes)
        .toCompletionStage()
        .toCompletableFuture()
        .get(90, TimeUnit.SECONDS);
  }

  /** The node that asked most. */
  private int busiest() {
    Map<Integer, Long> counts =
        fleet.refreshes(before).stream()
            .collect(Collectors.groupingBy(Fleet::nodeOf, Collectors.counting()));
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private void succeed(List<CompletableFuture<HttpResponse<String>>> answers) throws Exception {
    try {
      Crowd.succeed(answers);
    } catch (AssertionError failure) {
      throw new AssertionError(timeline() + fleet.outputs() + failure.getMessage(), failure);
    }
  }

  private String timeline() {
    return fleet.refreshes(before).stream()
        .map(request ->
            "\nnode "
                + Fleet.nodeOf(request)
                + " "
                + request.receivedAt()
                + " to "
                + request.endedAt()
                + ": "
                + request.state()
                + " "
                + request.status())
        .collect(Collectors.joining());
  }

  @Test
  void everySessionIsRefreshedOnceForAllWhoComeAtThatMoment() throws Exception {
    endAllTokens("delay=2000");
    asked(1);
    succeed(crowd.ask(fleet.gateways(), 2_000));
    checkThatEachWasAskedForOnce();
  }

  @Test
  void othersGoOnWithWhatAKilledNodeWasAt() throws Exception {
    endAllTokens("delay=12000");
    asked(SESSIONS);
    var victim = busiest();
    var answers = crowd.ask(fleet.without(victim), 600);
    var held = inHandsOf(victim);
    fleet.nodes.get(victim).process().kill();
    assertThat(crowd.refreshesByGrant()).as("the vendors have taken none yet").containsOnly(0);
    stopForcing();
    succeed(answers);
    assertThat(held).isPositive();
    assertThat(crowd.refreshRequests())
        .as("those of the dead were asked once more")
        .isEqualTo(SESSIONS + held);
    assertThat(crowd.refreshesByGrant()).hasSize(SESSIONS).containsOnly(1);
    crowd.isWell(fleet.without(victim));
    fleet.launch(victim);
    crowd.isWell(fleet.gateways());
  }

  private int inHandsOf(int node) {
    return (int)
        fleet.refreshes(before).stream()
            .filter(request -> Fleet.nodeOf(request) == node && !request.ended())
            .count();
  }

  @Test
  void tokensOfAVendorThatHadAnsweredWaitInMemoryForTheDatabase() throws Exception {
    endAllTokens("delay=2000");
    asked(SESSIONS);
    var answers = crowd.ask(fleet.gateways(), 600);
    cut(fleet.nodes);
    succeed(answers);
    checkThatEachWasAskedForOnce();
  }

  @Test
  void oneNodeThatLosesTheDatabaseInTheMiddleLosesNoToken() throws Exception {
    endAllTokens("delay=2000");
    asked(SESSIONS);
    var answers = crowd.ask(fleet.gateways(), 600);
    cut(List.of(fleet.nodes.get(busiest())));
    succeed(answers);
    checkThatEachWasAskedForOnce();
  }

  @Test
  void aCutInTheMiddleOfTakingLeasesIsWaitedFor() throws Exception {
    endAllTokens("");
    asked(1);
    var answers = crowd.ask(fleet.gateways(), 600);
    cut(fleet.nodes);
    succeed(answers);
    checkThatEachWasAskedForOnce();
  }

  private void checkThatEachWasAskedForOnce() throws Exception {
    assertThat(crowd.refreshRequests()).isEqualTo(SESSIONS);
    assertThat(crowd.refreshesByGrant()).hasSize(SESSIONS).containsOnly(1);
    crowd.isWell(fleet.gateways());
  }

  /** Longer than the vendors take to answer: whatever they say finds no database. */
  private void cut(List<Fleet.Node> nodes) throws Exception {
    nodes.forEach(node -> node.wire().cut());
    fleet
        .vendors
        .vertx()
        .timer(CUT.toMillis(), TimeUnit.MILLISECONDS)
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    assertThat(fleet.refreshes(before))
        .extracting(ReceivedRequest::state)
        .contains(ReceivedRequest.State.COMPLETED);
    nodes.forEach(node -> node.wire().mend());
  }
}
