package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Answer;
import dev.maestro.e2e.running.Browser;
import dev.maestro.e2e.running.LoginStage;
import dev.maestro.e2e.running.LoginWay;
import dev.maestro.e2e.running.Person;
import dev.maestro.e2e.running.Until;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a browser sees that comes back from a vendor, and what stays in its history. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class OAuthCallbackTest {
  private static final LoginWay WAY = LoginWay.OPENAI_KEY;

  private LoginStage stage;
  private Person person;

  @BeforeAll
  void open() throws Exception {
    stage = LoginStage.inside();
    person = stage.person();
  }

  @AfterEach
  void tidy() throws Exception {
    stage.vendors().simulator().logins(WAY.vendor()).deny(false);
    person.tidy();
  }

  @AfterAll
  void close() throws IOException {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void whatTheVendorSaysIsEscapedAndAnotherLoginMayBegin() throws Exception {
    var denied = person.begin(WAY, "denied");
    stage.vendors().simulator().logins(WAY.vendor()).deny(true);

    var page = person.browser().visit(person.agree(denied.json().path("authorization")));

    assertThat(page.shown().status()).isEqualTo(400);
    assertThat(page.shown().body())
        .contains("&lt;script&gt;", "openai/denied", "maestro login")
        .doesNotContain("<script");
    checkKept(page, denied.json().path("authorization").path("state").asText());

    stage.vendors().simulator().logins(WAY.vendor()).deny(false);
    var begun = stage.gateway().ask("POST", WAY.path("denied") + "/refresh");
    assertThat(begun.status()).as(begun.body()).isEqualTo(424);
    assertThat(person.finish(WAY, WAY.path("denied"), begun).path("status").asText())
        .isEqualTo("active");
  }

  @Test
  void whereABrowserEndsHoldsNeitherCodeNorState() throws Exception {
    var begun = person.begin(WAY, "welcome");
    var state = begun.json().path("authorization").path("state").asText();
    var back = person.agree(begun.json().path("authorization"));
    var code = back.replaceFirst(".*[?&]code=([^&]*).*", "$1");

    var page = person.browser().visit(back);

    assertThat(page.shown().status()).isEqualTo(200);
    assertThat(page.shown().body()).contains("openai/welcome").doesNotContain(code);
    assertThat(page.url().toString()).doesNotContain(code);
    checkKept(page, state);

    var again = person.browser().visit(back);
    assertThat(again.shown().status()).as("a state counts once").isEqualTo(400);
  }

  private static void checkKept(Browser.Page page, String state) {
    assertThat(page.url().getQuery()).isNull();
    assertThat(page.answers()).hasSize(2);
    for (Answer answer : page.answers()) {
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
      assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
      assertThat(answer.header("content-security-policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.body() + answer.header("location")).doesNotContain(state);
    }
  }

  /** It stays open a moment longer for the page that says how it ended. */
  @Test
  void nothingListensOnceNoLoginWaits() throws Exception {
    var begun = person.begin(WAY, "closed_door");
    var back = URI.create(person.agree(begun.json().path("authorization")));
    var pasted = person.paste(WAY.path("closed_door"), back.toString());
    assertThat(pasted.status()).as(pasted.body()).isEqualTo(200);
    Until.so(
        "nothing listens",
        () -> {
          try {
            person.browser().ask(back.resolve("/"));
            return false;
          } catch (ConnectException refused) {
            return true;
          } catch (IOException cutOff) {
            return false;
          }
        });
  }

  @Test
  void aStateIsOfOneSessionAlone() throws Exception {
    var one = person.begin(WAY, "state_one").json().path("authorization");
    var two = person.begin(WAY, "state_two").json().path("authorization");
    var stolen = person.paste(WAY.path("state_two"), person.agree(one));
    assertThat(stolen.status()).isEqualTo(400);
    assertThat(stolen.json().path("code").asText()).isEqualTo("state_mismatch");
    assertThat(person.paste(WAY.path("state_two"), person.agree(two)).status()).isEqualTo(200);
    assertThat(person.paste(WAY.path("state_two"), person.agree(two)).status()).isEqualTo(410);
    var wrong = person.agree(one).replaceFirst("([?&]code=)[^&]*", "$1ac_wrong");
    var refused = person.paste(WAY.path("state_one"), wrong);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("code").asText()).isEqualTo("code_rejected");
    assertThat(refused.body()).doesNotContain("ac_wrong");
  }
}
