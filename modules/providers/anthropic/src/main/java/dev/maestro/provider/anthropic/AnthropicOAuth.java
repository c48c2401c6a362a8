package dev.maestro.provider.anthropic;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.KeyMaking;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Logins at Anthropic: the vendor shows a code, which is pasted. Where the login's organisation may
 * make API keys, requests are made with one; else with the access token.
 */
final class AnthropicOAuth implements OAuthPart {
  private static final String MAY_MAKE_KEYS = "org:create_api_key";

  private final OAuthSettings settings;
  private final LoginPage page;
  private final TokenEndpoint tokens;
  private final TokenEndpoint keys;
  private final TokenEndpoint revocation;
  private final InstantSource clock;

  AnthropicOAuth(AnthropicConfig config, UpstreamClient upstream, InstantSource clock) {
    this.settings = config.oauth();
    this.page = new LoginPage(upstream, settings.authorizeUrls());
    this.tokens = new TokenEndpoint(upstream, settings.tokenUrls());
    this.keys = new TokenEndpoint(upstream, settings.createKeyUrls());
    this.revocation = new TokenEndpoint(upstream, settings.revokeUrls());
    this.clock = clock;
  }

  @Override
  public LoginFlow flow() {
    return LoginFlow.PASTE;
  }

  @Override
  public Future<Authorization> authorize(Login login) {
    String redirect = settings.callback(login);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("code", "true");
    query.put("client_id", settings.clientId());
    query.put("response_type", "code");
    query.put("redirect_uri", redirect);
    query.put("scope", settings.scopes());
    query.put("code_challenge", Pkce.challenge(login.verifier()));
    query.put("code_challenge_method", "S256");
    query.put("state", login.state());
    return page.url(query).map(url -> new Authorization(url, redirect));
  }

  @Override
  public Future<Grant> exchange(Login login) {
    Map<String, String> fields = settings.exchangeRequest(login);
    fields.put("state", login.state());
    return tokens
        .json(fields, Map.of())
        .recover(TokenRefusal::ofCode)
        .compose(answer -> {
          List<String> asked = List.of(settings.scopes().split(" "));
          List<String> granted = answer.scopes().isEmpty() ? asked : answer.scopes();
          Tokens given = answer.over(null);
          return granted.contains(MAY_MAKE_KEYS) && !settings.createKeyUrls().isEmpty()
              ? withKey(given, answer.lifetime())
              : Future.succeededFuture(Grant.of(given, answer.lifetime()));
        });
  }

  @Override
  public Future<Grant> refresh(OpenSession session) {
    return refresh(session.tokens());
  }

  private Future<Grant> refresh(Tokens before) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", before.neededRefresh().reveal());
    fields.put("client_id", settings.clientId());
    fields.put("client_secret", settings.revealedSecret());
    return tokens
        .json(fields, Map.of(AnthropicConfig.BETA, AnthropicConfig.OAUTH_BETA))
        .map(answer -> Grant.of(answer.over(before), answer.lifetime()));
  }

  /** The older key goes: where no new one can be made now, the access token serves. */
  @Override
  public Optional<Supplier<Future<Grant>>> completion(OpenSession before, Grant renewed) {
    return KeyMaking.wanted(before.tokens())
        ? Optional.of(() -> withKey(renewed.tokens().withApiKey(null), renewed.lifetime()))
        : Optional.empty();
  }

  private Future<Grant> withKey(Tokens given, Duration lifetime) {
    return KeyMaking.of(given, () -> key(given.access())).map(all -> grant(all, lifetime));
  }

  /** A key does not end with the token it was made with. */
  private static Grant grant(Tokens tokens, Duration lifetime) {
    return Grant.of(tokens, tokens.apiKey() == null ? lifetime : null);
  }

  private Future<Secret> key(Secret access) {
    return keys.post(Map.of("authorization", "Bearer " + access.reveal()))
        .map(answer -> answer.secret("raw_key"));
  }

  @Override
  public Future<Grant> adopt(SessionFacts session, Secret credential) {
    AnthropicCredential theirs = AnthropicCredential.read(credential);
    Duration left = theirs.left(clock.instant());
    return left != null && left.isNegative()
        ? refresh(theirs.tokens())
        : Future.succeededFuture(Grant.of(theirs.tokens(), left));
  }

  @Override
  public Future<Void> revoke(OpenSession session) {
    Tokens ended = session.tokens();
    if (settings.revokeUrls().isEmpty() || ended.refresh() == null) {
      return Future.succeededFuture();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("token", ended.refresh().reveal());
    fields.put("token_type_hint", "refresh_token");
    fields.put("client_id", settings.clientId());
    return revocation.form(fields).mapEmpty();
  }

  /** A token that was revoked may have been so by the refresh of another program. */
  @Override
  public boolean renews(ErrorFacts refusal) {
    return refusal.kind() == ErrorKind.UNAUTHORIZED
        || (refusal.kind() == ErrorKind.FORBIDDEN
            && refusal.message().contains("OAuth token has been revoked"));
  }
}
