package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.LoginProvider.ID;
import static dev.maestro.launcher.core.RunningCore.await;
import static dev.maestro.launcher.core.RunningCore.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A vendor whose token endpoint asks to wait, while requests want another token. */
@Timeout(90)
class RetryAfterTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path home;
  private final LoginProvider.Vendor vendor = new LoginProvider.Vendor();

  private LoginNode node() throws Exception {
    return LoginNode.onDemand(database, home, vendor);
  }

  private static ProviderException busy(Duration wait) {
    return new ProviderException(
        ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 429, null, "Slow down.").withRetryAfter(wait));
  }

  @Test
  void whoWaitsForATokenWaitsAsLongAsTheVendorAsks() throws Exception {
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      Promise<Void> answer = Promise.promise();
      vendor.pause = answer.future();
      vendor.failure = busy(Duration.ofSeconds(2));
      vendor.accepted = Secret.of("a2");
      var models = node.maestro().listModels(ID, "work", true);
      Until.so("a refresh is under way", () -> vendor.refreshesOf(id) > 0);
      vendor.pause = Future.succeededFuture();
      long refused = System.nanoTime();
      answer.complete();
      Until.so(
          "the failure is stored",
          () -> database.query("select failures from sessions").equals("1"));
      vendor.failure = null;

      assertThat(await(models).models().getFirst().id()).isEqualTo("model-a2");

      assertThat(Duration.ofNanos(System.nanoTime() - refused))
          .isGreaterThanOrEqualTo(Duration.ofMillis(1_950));
      assertThat(vendor.refreshesOf(id)).isEqualTo(2);
    }
  }

  @Test
  void whoCannotWaitSoLongIsToldAtOnceAndTheVendorIsNotAskedAgain() throws Exception {
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      vendor.failure = busy(Duration.ofMinutes(5));
      vendor.accepted = Secret.of("another");
      for (int request = 0; request < 3; request++) {
        ErrorFacts facts = refusal(node.maestro().listModels(ID, "work", true));
        assertThat(facts.retryAfter()).isGreaterThan(Duration.ofMinutes(4));
      }
      assertThat(vendor.refreshesOf(id)).isEqualTo(1);
    }
  }
}
