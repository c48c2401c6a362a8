package dev.maestro.testkit;

import dev.maestro.api.AuthType;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.Login;
import dev.maestro.api.provider.OAuthPart;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.api.upstream.UpstreamRequest;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Supplier;

/** A login walked through with a provider's part alone, for tests of that part. */
public final class LoginWalk {
  /** Where Maestro would listen. */
  public static final String CALLBACK = "http://localhost:1455/auth/callback";

  private static final Secret VERIFIER =
      Secret.of("planted-verifier-of-43-to-128-unreserved-characters");

  private final UpstreamClient browser;
  private final LoginStandIn vendor;

  /** With what plays the person. */
  public LoginWalk(UpstreamClient browser, LoginStandIn vendor) {
    this.browser = browser;
    this.vendor = vendor;
  }

  /** A login as it begins. */
  public static Login begun(String provider) {
    return new Login(facts(provider), CALLBACK, "state-of-this-login", VERIFIER, null, null);
  }

  /** The login with the code of a person who agreed. */
  public Future<Login> agreed(OAuthPart part) {
    Login begun = begun("walk");
    return part.authorize(begun)
        .compose(page ->
            browser
                .send(UpstreamRequest.read(page.url(), Map.of()))
                .map(answer -> with(begun, page, Secret.of(vendor.code(answer)))));
  }

  /** What the login gave. */
  public Future<Grant> granted(OAuthPart part) {
    return agreed(part).compose(part::exchange);
  }

  /** What a refresh gives in the end. */
  public static Future<Grant> refreshed(OAuthPart part, OpenSession session) {
    return part.refresh(session)
        .compose(renewed ->
            part.completion(session, renewed)
                .map(Supplier::get)
                .orElseGet(() -> Future.succeededFuture(renewed)));
  }

  /** A session with these tokens. */
  public static OpenSession session(String provider, Tokens tokens) {
    return new OpenSession(facts(provider), tokens, 0);
  }

  private static Login with(Login begun, Authorization page, Secret code) {
    return new Login(
        begun.session(), page.redirectUri(), begun.state(), begun.verifier(), code, null);
  }

  private static SessionFacts facts(String provider) {
    return new SessionFacts("1", provider, "work", AuthType.OAUTH, null, null);
  }
}
