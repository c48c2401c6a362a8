package dev.maestro.api.oauth;

import static dev.maestro.api.bus.Ends.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.upstream.UpstreamClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginPageTest {
  private final Vertx vertx = Vertx.vertx();
  private final UpstreamClient upstream = new UpstreamClient(vertx);

  @AfterEach
  void close() {
    await(upstream.close());
    await(vertx.close());
  }

  @Test
  void theOnlyPageIsTakenUnasked() {
    Answering page = Answering.with(vertx, 404, "");

    assertThat(await(page(page.url()))).isEqualTo(page.url() + "?state=s%20t");
    assertThat(page.paths()).isEmpty();
  }

  @Test
  void ofSeveralTheFirstThatIsStillThereIsTaken() {
    Answering gone = Answering.with(vertx, 410, "");
    Answering moved = Answering.with(vertx, 404, "");
    Answering refuses = Answering.with(vertx, 400, "no client_id");
    Answering last = Answering.with(vertx, 200, "");

    String url =
        await(
            page(
                Answering.NOWHERE, gone.url(), moved.url(), refuses.url() + "?for=us", last.url()));

    assertThat(url).isEqualTo(refuses.url() + "?for=us&state=s%20t");
    assertThat(gone.paths()).containsExactly("GET /token");
    assertThat(last.paths()).isEmpty();
  }

  @Test
  void aPageThatSendsElsewhereIsThere() {
    Answering elsewhere = Answering.with(vertx, 200, "");
    Answering login =
        Answering.with(
            vertx,
            response -> response.setStatusCode(302).putHeader("location", elsewhere.url()).end());

    assertThat(await(page(login.url(), elsewhere.url()))).startsWith(login.url());
    assertThat(elsewhere.paths()).isEmpty();
  }

  @Test
  void whereNoneIsThereThePersonIsSentToTheFirst() {
    Answering gone = Answering.with(vertx, 404, "");

    assertThat(await(page(Answering.NOWHERE, gone.url()))).startsWith(Answering.NOWHERE);
  }

  private Future<String> page(String... urls) {
    return new LoginPage(upstream, List.of(urls)).url(Map.of("state", "s t"));
  }
}
