package dev.maestro.provider.gemini;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.LoginPage;
import dev.maestro.api.oauth.Pkce;
import dev.maestro.api.oauth.TokenEndpoint;
import dev.maestro.api.oauth.TokenRefusal;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.Login;
import dev.maestro.api.provider.OAuthPart;
import dev.maestro.api.provider.OAuthSettings;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.upstream.UpstreamClient;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Logins at Google: a person's, by the operator's own client, or a workload's, where the settings
 * name its credentials.
 */
final class GeminiOAuth implements OAuthPart {
  private static final String OWN_CLIENT =
      "Google lets a gateway use its operator's own client only. Make one in the Google Cloud"
          + " console (APIs and services, Credentials, OAuth client ID, Desktop app) and set both"
          + " its id and its secret; or set oauth.service-account-file. See docs/providers.md.";

  private final OAuthSettings settings;
  private final LoginPage page;
  private final TokenEndpoint tokens;
  private final TokenEndpoint revocation;
  private final GoogleAccount accounts;
  private final GeminiWorkload workload;

  GeminiOAuth(GeminiConfig config, UpstreamClient upstream) {
    this(config, upstream, GoogleFiles.ofThisMachine());
  }

  GeminiOAuth(GeminiConfig config, UpstreamClient upstream, GoogleFiles files) {
    this.settings = config.oauth();
    this.page = new LoginPage(upstream, settings.authorizeUrls());
    this.tokens = new TokenEndpoint(upstream, settings.tokenUrls());
    this.revocation = new TokenEndpoint(upstream, settings.revokeUrls());
    this.accounts = new GoogleAccount(settings, upstream, InstantSource.system());
    this.workload = new GeminiWorkload(config, upstream, accounts, files);
  }

  @Override
  public LoginFlow flow() {
    return settings.serviceAccountFile() == null ? LoginFlow.CALLBACK : LoginFlow.NONE;
  }

  @Override
  public Future<Authorization> authorize(Login login) {
    needsClient();
    String redirect = settings.callback(login);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", redirect);
    query.put("response_type", "code");
    query.put("scope", settings.scopes());
    query.put("state", login.state());
    query.put("code_challenge", Pkce.challenge(login.verifier()));
    query.put("code_challenge_method", "S256");
    // Without these two a repeated login gets no refresh token.
    query.put("access_type", "offline");
    query.put("prompt", "consent");
    return page.url(query).map(url -> new Authorization(url, redirect));
  }

  private void needsClient() {
    if (settings.clientId().isEmpty()) {
      throw settings.missing("client-id", OWN_CLIENT);
    }
    if (settings.clientSecret() == null) {
      throw settings.missing("client-secret", OWN_CLIENT);
    }
  }

  @Override
  public Future<Grant> exchange(Login login) {
    if (flow() == LoginFlow.NONE) {
      return workload.grant();
    }
    needsClient();
    return tokens
        .form(settings.exchangeRequest(login))
        .recover(TokenRefusal::ofCode)
        .map(answer -> Grant.of(answer.over(null), answer.lifetime()));
  }

  /** A token that was not made of a person's login is made again of what it was made of. */
  @Override
  public Future<Grant> refresh(OpenSession session) {
    Tokens before = session.tokens();
    if (GoogleAccount.isKept(before)) {
      return accounts.again(before);
    }
    if (before.refresh() != null) {
      needsClient();
      return accounts.refreshed(before, settings.clientId(), settings.revealedSecret());
    }
    return flow() == LoginFlow.NONE
        ? workload.grant()
        : Future.failedFuture(
            ProviderException.of(
                ErrorKind.NEEDS_LOGIN, "This login came without a refresh token. Log in again."));
  }

  @Override
  public Future<Grant> adopt(SessionFacts session, Secret credential) {
    return accounts.adopted(GoogleCredential.read(credential.reveal(), "credential"));
  }

  /** What another program or a workload has is theirs to end. */
  @Override
  public Future<Void> revoke(OpenSession session) {
    Tokens ended = session.tokens();
    if (settings.revokeUrls().isEmpty() || ended.refresh() == null || GoogleAccount.isKept(ended)) {
      return Future.succeededFuture();
    }
    return revocation.form(Map.of("token", ended.refresh().reveal())).mapEmpty();
  }
}
