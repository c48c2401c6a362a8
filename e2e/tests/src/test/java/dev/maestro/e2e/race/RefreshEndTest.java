package dev.maestro.e2e.race;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.Until;
import dev.maestro.simulator.LoginStep;
import dev.maestro.simulator.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Gateways that end in the middle of a refresh: asked to, or not. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefreshEndTest {
  private static final int SESSIONS = 9;

  private Fleet fleet;
  private Crowd crowd;
  private Gateway dying;
  private List<Gateway> others;

  @BeforeAll
  void start() throws Exception {
    fleet = Fleet.start(true);
  }

  @BeforeEach
  void logIn(TestInfo test) throws Exception {
    if (!fleet.nodes.get(1).process().process().isAlive()) {
      fleet.launch(1);
    }
    var name = test.getTestMethod().orElseThrow().getName().substring(0, 10) + "_";
    crowd = Crowd.of(fleet, name, SESSIONS);
    crowd.logIn();
    dying = fleet.nodes.get(1).gateway();
    others = fleet.without(1);
  }

  @AfterAll
  void stop() throws Exception {
    fleet.close();
  }

  /** Has the node that will end ask for the refresh of all, and returns when it has. */
  private void begin(String script) throws Exception {
    for (var vendor : Vendor.values()) {
      fleet.vendors.simulator().logins(vendor).force(LoginStep.TOKEN, script, SESSIONS);
    }
    var before = fleet.vendors.newest();
    crowd.refresh(dying);
    fleet
        .vendors
        .simulator()
        .awaitRequest(
            request -> Fleet.isRefresh(request) && fleet.refreshes(before).size() >= SESSIONS)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  void oneThatIsAskedToLeaveStoresWhatItAskedForBefore() throws Exception {
    begin("delay=2000");
    fleet.nodes.get(1).process().close();
    assertThat(crowd.refreshesByGrant()).hasSize(SESSIONS).containsOnly(1);
    crowd.isWell(others);
    assertThat(crowd.refreshRequests()).isEqualTo(2 * SESSIONS);
  }

  /**
   * What nobody can save: the vendor has put a new token in the place of the old one, and the only
   * one who heard it is dead. Vendors that do not rotate give another.
   */
  @Test
  void aTokenThatDiedWithItsNodeNeedsAPersonWhoIsToldOnce() throws Exception {
    begin("slow=20000");
    Until.so(
        "the vendors have given", () -> crowd.refreshesByGrant().allMatch(given -> given == 1));
    fleet.nodes.get(1).process().kill();
    for (var vendor : Vendor.values()) {
      fleet.vendors.simulator().logins(vendor).stopForcing();
    }
    for (var member : crowd.members()) {
      var rotates = member.vendor() != Vendor.GEMINI;
      assertThat(settled(member)).as(member.name()).isEqualTo(rotates ? "needs_login" : "active");
    }
    Until.so("all are told", () -> told().size() >= SESSIONS * 2 / 3);
    var told = told();
    assertThat(told).hasSize(SESSIONS * 2 / 3);
    assertThat(told)
        .allSatisfy(each -> assertThat(each.path("kind").asText()).isEqualTo("needs_login"));
    assertThat(told).extracting(each -> each.path("session").asText()).doesNotHaveDuplicates();
    logInAgain();
    Until.so(
        "all is settled", () -> told().stream().allMatch(each -> each.hasNonNull("settled_at")));
    crowd.isWell(others);
    assertThat(told()).as("all that was ever told").hasSize(SESSIONS * 2 / 3);
  }

  /** How the session stands once nobody is refreshing it. */
  private String settled(Crowd.Member member) throws Exception {
    var status = "";
    do {
      status = others.getFirst().ask("GET", member.path()).json().path("status").asText();
    } while (status.equals("refreshing"));
    return status;
  }

  private List<JsonNode> told() throws Exception {
    List<JsonNode> told = new ArrayList<>();
    others
        .getFirst()
        .ask("GET", "/api/notifications")
        .json()
        .path("notifications")
        .forEach(told::add);
    return told;
  }

  private void logInAgain() throws Exception {
    for (var member : crowd.members()) {
      if (member.vendor() != Vendor.GEMINI) {
        var refused = others.getFirst().ask("POST", member.path() + "/refresh");
        assertThat(refused.status()).as(refused.body()).isEqualTo(424);
        crowd.finish(others.getLast(), member, refused.json());
      }
    }
  }
}
