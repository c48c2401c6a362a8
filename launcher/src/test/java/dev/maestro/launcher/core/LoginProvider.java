package dev.maestro.launcher.core;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.Pkce;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.Login;
import dev.maestro.api.provider.ModelsPart;
import dev.maestro.api.provider.OAuthPart;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderParts;
import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.api.provider.Setting;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A provider with a vendor of its own, which rotates refresh tokens and takes each only once. */
final class LoginProvider extends ProviderVerticle {
  static final String ID = "acme";

  /** The vendor, which all nodes share. */
  static final class Vendor {
    volatile Duration lifetime = Duration.ofHours(1);
    volatile ProviderException failure;
    volatile Future<Void> pause = Future.succeededFuture();
    volatile Future<Void> revoking = Future.succeededFuture();
    volatile boolean keepsRefreshToken;
    volatile Future<Void> completion;
    volatile boolean gives = true;
    volatile Secret accepted;
    volatile boolean makesKeys;
    final AtomicInteger refused = new AtomicInteger();
    final ConcurrentLinkedQueue<Login> exchanges = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> revoked = new ConcurrentLinkedQueue<>();
    final Map<String, AtomicInteger> refreshes = new ConcurrentHashMap<>();
    final Map<String, String> alive = new ConcurrentHashMap<>();

    int refreshesOf(String session) {
      return refreshes.getOrDefault(session, new AtomicInteger()).get();
    }
  }

  private final Vendor vendor;
  private final LoginFlow flow;

  LoginProvider(Vendor vendor, LoginFlow flow) {
    this.vendor = vendor;
    this.flow = flow;
  }

  @Override
  public String defaultId() {
    return ID;
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  protected ProviderParts parts(ProviderContext given) {
    return ProviderParts.none().withOAuth(new Part(vendor, flow)).withModels(new Models(vendor));
  }

  /** Lists one model, named after the token, if the vendor takes the token. */
  private record Models(Vendor vendor) implements ModelsPart {
    @Override
    public Future<List<ModelInfo>> models(OpenSession session) {
      if (vendor.accepted != null && !vendor.accepted.equals(session.secret())) {
        vendor.refused.incrementAndGet();
        return Future.failedFuture(
            new ProviderException(
                ErrorFacts.vendor(ErrorKind.UNAUTHORIZED, 401, "expired", "The token is over.")));
      }
      return Future.succeededFuture(
          List.of(ModelInfo.named(ID, "model-" + session.secret().reveal(), null)));
    }
  }

  private record Part(Vendor vendor, LoginFlow flow) implements OAuthPart {
    @Override
    public Future<Authorization> authorize(Login login) {
      String redirect = login.redirectUri() == null ? "https://acme/code" : login.redirectUri();
      return Future.succeededFuture(
          new Authorization(
              "https://acme/login?state="
                  + login.state()
                  + "&code_challenge="
                  + Pkce.challenge(login.verifier()),
              redirect));
    }

    @Override
    public Future<Grant> exchange(Login login) {
      vendor.exchanges.add(login);
      if (vendor.failure != null) {
        return Future.failedFuture(vendor.failure);
      }
      if (login.code() != null && login.code().reveal().equals("bad")) {
        return Future.failedFuture(
            ProviderException.of(ErrorKind.NEEDS_LOGIN, "Invalid 'code' in request."));
      }
      return Future.succeededFuture(grant(login.session().id(), 0));
    }

    @Override
    public Future<Grant> adopt(dev.maestro.api.provider.SessionFacts session, Secret credential) {
      return Future.succeededFuture(grant(session.id(), 0));
    }

    private Grant grant(String session, int number) {
      String next = session + "-r" + number;
      vendor.alive.put(session, next);
      Tokens tokens = Tokens.of(Secret.of("a" + number));
      if (vendor.makesKeys) {
        return Grant.of(
            tokens.withRefresh(Secret.of(next)).withApiKey(Secret.of("k" + number)), null);
      }
      return Grant.of(vendor.gives ? tokens.withRefresh(Secret.of(next)) : tokens, vendor.lifetime);
    }

    @Override
    public Future<Grant> refresh(OpenSession before) {
      String session = before.facts().id();
      int number =
          vendor.refreshes.computeIfAbsent(session, one -> new AtomicInteger()).incrementAndGet();
      return vendor.pause.compose(done -> {
        if (vendor.failure != null) {
          return Future.failedFuture(vendor.failure);
        }
        String presented = before.tokens().refresh().reveal();
        if (!presented.equals(vendor.alive.get(session))) {
          return Future.failedFuture(
              ProviderException.of(ErrorKind.NEEDS_LOGIN, "The refresh token was used before."));
        }
        if (vendor.keepsRefreshToken) {
          return Future.succeededFuture(
              Grant.of(
                  before.tokens().withApiKey(null).with("seen", Secret.of("yes")),
                  vendor.lifetime));
        }
        return Future.succeededFuture(grant(session, number));
      });
    }

    @Override
    public Optional<Supplier<Future<Grant>>> completion(OpenSession before, Grant renewed) {
      return Optional.ofNullable(vendor.completion).map(made -> () -> made.map(done -> renewed));
    }

    @Override
    public Future<Void> revoke(OpenSession session) {
      vendor.revoked.add(session.tokens().refresh().reveal());
      return vendor.revoking;
    }
  }
}
