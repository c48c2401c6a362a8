package dev.maestro.launcher.core;

import static dev.maestro.launcher.core.LoginProvider.ID;
import static dev.maestro.launcher.core.RunningCore.await;
import static dev.maestro.launcher.core.RunningCore.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.SessionView;
import dev.maestro.launcher.running.Until;
import dev.maestro.launcher.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are deleted while they get tokens: none of these is left alive at the vendor. */
@Timeout(90)
class CoreDeletionTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path home;
  private final LoginProvider.Vendor vendor = new LoginProvider.Vendor();

  private LoginNode node() throws Exception {
    return LoginNode.onDemand(database, home, vendor);
  }

  @Test
  void aTokenThatComesAfterTheDeletionIsEndedByItsRefresh() throws Exception {
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      Promise<Void> answer = Promise.promise();
      vendor.pause = answer.future();
      Future<SessionView> refresh = node.maestro().refreshTokens(ID, "work");
      Until.so("a refresh is under way", () -> vendor.refreshesOf(id) > 0);
      await(node.maestro().deleteSession(ID, "work"));
      assertThat(vendor.revoked).containsExactly(id + "-r0");

      answer.complete();

      assertThat(refusal(refresh).status()).isEqualTo(404);
      Until.so("both are revoked", () -> vendor.revoked.size() > 1);
      assertThat(vendor.revoked).containsExactly(id + "-r0", id + "-r1");
    }
  }

  @Test
  void aTokenThatIsStoredDuringTheDeletionIsEndedToo() throws Exception {
    try (LoginNode node = node()) {
      String id = node.loggedIn("work");
      Promise<Void> revocation = Promise.promise();
      vendor.revoking = revocation.future();
      Future<Void> deletion = node.maestro().deleteSession(ID, "work");
      Until.so("the revocation is under way", () -> !vendor.revoked.isEmpty());
      await(node.maestro().refreshTokens(ID, "work"));

      revocation.complete();

      await(deletion);
      assertThat(vendor.revoked).containsExactly(id + "-r0", id + "-r1");
      assertThat(refusal(node.maestro().sessions().show(ID, "work")).status()).isEqualTo(404);
    }
  }

  @Test
  void aVendorThatCannotEndALoginKeepsNoSession() throws Exception {
    vendor.revoking =
        Future.failedFuture(ProviderException.of(ErrorKind.UNREACHABLE, "No route to host."));
    try (LoginNode node = node()) {
      node.loggedIn("work");
      await(node.maestro().deleteSession(ID, "work"));
      assertThat(refusal(node.maestro().deleteSession(ID, "work")).status()).isEqualTo(404);
    }
  }
}
