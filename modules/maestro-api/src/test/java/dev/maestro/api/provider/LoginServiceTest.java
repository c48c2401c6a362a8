package dev.maestro.api.provider;

import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.bus.LoginCall;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.Tokens;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LoginServiceTest {
  private static final Tokens OLD = Tokens.of(Secret.of("old"));
  private static final Tokens ROTATED = Tokens.of(Secret.of("rotated"));

  private final List<String> order = new ArrayList<>();
  private Future<Void> keeping = Future.succeededFuture();
  private boolean gone;

  @Test
  void aTokenThatRotatedIsStoredBeforeAnythingIsMadeOfIt() {
    await(service(true).refresh("s"));

    assertThat(order).containsExactly("refresh old", "kept rotated", "make", "refreshed key");
  }

  @Test
  void whereNothingIsMadeOfATokenItIsStoredOnce() {
    await(service(false).refresh("s"));

    assertThat(order).containsExactly("refresh old", "refreshed rotated");
  }

  @Test
  void nothingIsMadeOfATokenThatCannotBeStored() {
    keeping = Future.failedFuture(ProviderException.of(ErrorKind.CONFLICT, "replaced"));

    assertThat(failure(service(true).refresh("s"))).hasMessage("replaced");

    assertThat(order).containsExactly("refresh old", "kept rotated");
  }

  @Test
  void whatADeletedSessionIsGivenIsEndedAtTheVendor() {
    gone = true;
    keeping = Future.failedFuture(ProviderException.of(ErrorKind.CONFLICT, "replaced"));

    assertThat(failure(service(true).refresh("s"))).hasMessage("replaced");
    assertThat(failure(service(false).refresh("s"))).hasMessage("replaced");
    assertThat(failure(service(false).exchange(new LoginCall("l", null)))).hasMessage("replaced");

    assertThat(order)
        .containsExactly(
            "refresh old",
            "kept rotated",
            "revoke rotated",
            "refresh old",
            "refreshed rotated",
            "revoke rotated",
            "granted rotated",
            "revoke rotated");
  }

  @Test
  void whatASessionIsGivenThatIsThereIsNotEnded() {
    keeping = Future.failedFuture(ProviderException.of(ErrorKind.CONFLICT, "replaced"));

    assertThat(failure(service(false).refresh("s"))).hasMessage("replaced");
    assertThat(failure(service(false).exchange(new LoginCall("l", null)))).hasMessage("replaced");

    assertThat(order).containsExactly("refresh old", "refreshed rotated", "granted rotated");
  }

  private LoginService service(boolean makesMore) {
    return new LoginService(new Recorder(), new Part(makesMore));
  }

  /** A vault that notes in which order things come. */
  private final class Recorder implements VaultView {
    @Override
    public Future<OpenSession> open(String sessionId) {
      return Future.succeededFuture(
          new OpenSession(
              new SessionFacts(sessionId, "acme", "work", AuthType.OAUTH, null, null), OLD, 0));
    }

    @Override
    public Future<OpenSession> stored(String sessionId) {
      boolean deleted = gone && !order.isEmpty() && !order.getLast().startsWith("revoke");
      return deleted
          ? Future.failedFuture(ProviderException.of(ErrorKind.NOT_FOUND, "It is gone."))
          : open(sessionId);
    }

    @Override
    public Future<Login> login(String loginId) {
      return open("s").map(session -> new Login(session.facts(), null, "state", null, null, null));
    }

    @Override
    public Future<Void> granted(String loginId, Grant grant) {
      order.add("granted " + grant.tokens().used().reveal());
      return keeping;
    }

    @Override
    public Future<Void> kept(OpenSession before, Tokens rotated) {
      order.add("kept " + rotated.used().reveal());
      return keeping;
    }

    @Override
    public Future<Void> refreshed(OpenSession before, Grant grant) {
      order.add("refreshed " + grant.tokens().used().reveal());
      return keeping;
    }
  }

  private final class Part implements OAuthPart {
    private final boolean makesMore;

    Part(boolean makesMore) {
      this.makesMore = makesMore;
    }

    @Override
    public LoginFlow flow() {
      return LoginFlow.NONE;
    }

    @Override
    public Future<Authorization> authorize(Login login) {
      return Future.failedFuture("not called");
    }

    @Override
    public Future<Grant> exchange(Login login) {
      return Future.succeededFuture(Grant.of(ROTATED, null));
    }

    @Override
    public Future<Void> revoke(OpenSession session) {
      order.add("revoke " + session.secret().reveal());
      return Future.succeededFuture();
    }

    @Override
    public Future<Grant> refresh(OpenSession session) {
      order.add("refresh " + session.secret().reveal());
      return Future.succeededFuture(Grant.of(ROTATED, null));
    }

    @Override
    public Optional<Supplier<Future<Grant>>> completion(OpenSession before, Grant renewed) {
      return makesMore ? Optional.of(this::made) : Optional.empty();
    }

    private Future<Grant> made() {
      order.add("make");
      return Future.succeededFuture(Grant.of(ROTATED.withApiKey(Secret.of("key")), null));
    }
  }
}
