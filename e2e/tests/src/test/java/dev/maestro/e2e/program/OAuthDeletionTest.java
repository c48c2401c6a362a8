package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.LoginStage;
import dev.maestro.e2e.running.LoginWay;
import dev.maestro.e2e.running.Until;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.simulator.LoginStep;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session is deleted while its vendor has the next token ready and holds its answer back. */
@Tag("alone")
@Timeout(120)
class OAuthDeletionTest {
  private static final LoginWay WAY = LoginWay.OPENAI_ACCESS_TOKEN;

  @Test
  void aTokenThatComesAfterItsSessionWasDeletedIsEndedAtTheVendor(@TempDir Path folder)
      throws Exception {
    var vendors = Vendors.start();
    try (var stage = LoginStage.inside(folder, vendors, Map.of())) {
      stage.person().login(WAY, "deleted");
      var before = vendors.newest();
      var logins = vendors.simulator().logins(WAY.vendor());
      logins.force(LoginStep.TOKEN, "slow=10000", 1);
      var refresh =
          stage
              .gateway()
              .http()
              .sendAsync(
                  stage
                      .gateway()
                      .request(WAY.path("deleted") + "/refresh")
                      .POST(BodyPublishers.noBody())
                      .build(),
                  BodyHandlers.ofString());
      Vendors.await(
          logins.await(
              request -> request.seq() > before && request.path().endsWith("/oauth/token")));

      assertThat(stage.gateway().ask("DELETE", WAY.path("deleted")).status()).isEqualTo(204);

      assertThat(refresh.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(404);
      Until.so("both tokens ended", () -> revocations(vendors, before) == 2);
    }
  }

  private static long revocations(Vendors vendors, long after) {
    return vendors.simulator().requestsSince(after).stream()
        .filter(request -> request.path().endsWith("/oauth/revoke"))
        .count();
  }
}
