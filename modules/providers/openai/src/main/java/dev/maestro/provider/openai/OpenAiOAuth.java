package dev.maestro.provider.openai;

import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.KeyMaking;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.LoginPage;
import dev.maestro.api.oauth.Pkce;
import dev.maestro.api.oauth.TokenAnswer;
import dev.maestro.api.oauth.TokenEndpoint;
import dev.maestro.api.oauth.TokenRefusal;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.Login;
import dev.maestro.api.provider.OAuthPart;
import dev.maestro.api.provider.OAuthSettings;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Logins at OpenAI, whose page sends the browser back to Maestro. Where the account has a platform
 * organisation, requests are made with an API key that is minted of the login; else with the access
 * token, which ChatGPT's own API takes.
 */
final class OpenAiOAuth implements OAuthPart {
  private final OAuthSettings settings;
  private final LoginPage page;
  private final TokenEndpoint tokens;
  private final TokenEndpoint keys;
  private final TokenEndpoint revocation;
  private final InstantSource clock;

  OpenAiOAuth(OpenAiConfig config, UpstreamClient upstream, InstantSource clock) {
    this.settings = config.oauth();
    this.page = new LoginPage(upstream, settings.authorizeUrls());
    this.tokens = new TokenEndpoint(upstream, settings.tokenUrls());
    this.keys =
        settings.createKeyUrls().isEmpty()
            ? tokens
            : new TokenEndpoint(upstream, settings.createKeyUrls());
    this.revocation = new TokenEndpoint(upstream, settings.revokeUrls());
    this.clock = clock;
  }

  @Override
  public LoginFlow flow() {
    return LoginFlow.CALLBACK;
  }

  @Override
  public Future<Authorization> authorize(Login login) {
    String redirect = settings.callback(login);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", redirect);
    query.put("scope", settings.scopes());
    query.put("code_challenge", Pkce.challenge(login.verifier()));
    query.put("code_challenge_method", "S256");
    query.put("id_token_add_organizations", "true");
    query.put("codex_cli_simplified_flow", "true");
    query.put("state", login.state());
    query.put("originator", OpenAiConfig.ORIGINATOR);
    return page.url(query).map(url -> new Authorization(url, redirect));
  }

  @Override
  public Future<Grant> exchange(Login login) {
    return tokens
        .form(settings.exchangeRequest(login))
        .recover(TokenRefusal::ofCode)
        .compose(answer -> {
          Tokens given = known(answer.over(null));
          return given.identity() == null
              ? Future.succeededFuture(byToken(given, answer))
              : withKey(given, byToken(given, answer));
        });
  }

  @Override
  public Future<Grant> refresh(OpenSession session) {
    return refresh(session.tokens());
  }

  private Future<Grant> refresh(Tokens before) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("client_id", settings.clientId());
    fields.put("client_secret", settings.revealedSecret());
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", before.neededRefresh().reveal());
    return tokens
        .json(fields, Map.of())
        .map(answer -> {
          Tokens next = known(answer.over(before));
          // A token that rotated is nobody else's any more.
          Tokens ours = answer.refresh() == null ? next : next.without(OpenAiCredential.ADOPTED);
          return mints(before, ours) || ours.apiKey() == null
              ? byToken(ours, answer)
              : Grant.of(ours, null);
        });
  }

  @Override
  public Optional<Supplier<Future<Grant>>> completion(OpenSession before, Grant renewed) {
    return mints(before.tokens(), renewed.tokens())
        ? Optional.of(() -> withKey(renewed.tokens(), renewed))
        : Optional.empty();
  }

  /** An id_token that is not new is over: a key that there is stays. */
  private static boolean mints(Tokens before, Tokens next) {
    return KeyMaking.wanted(before)
        && next.identity() != null
        && !next.identity().equals(before.identity());
  }

  private static Tokens known(Tokens given) {
    Secret identified = OpenAiClaims.of(given.identity()).account();
    Secret account = identified == null ? OpenAiClaims.of(given.access()).account() : identified;
    return account == null ? given : given.with(OpenAiConfig.ACCOUNT, account);
  }

  private Future<Grant> withKey(Tokens given, Grant byToken) {
    return KeyMaking.of(given, () -> key(given.identity()))
        .map(all -> grant(all, byToken.lifetime()));
  }

  private Grant byToken(Tokens given, TokenAnswer answer) {
    Duration stated = answer.lifetime();
    return byToken(given, stated == null ? OpenAiClaims.of(given.access()).lifetime() : stated);
  }

  /** Without a key the vendor takes Responses alone, and not as a client writes them. */
  private static Grant byToken(Tokens given, Duration lifetime) {
    return Grant.of(given, lifetime).only(ResponsesWire.DIALECT);
  }

  private static Grant grant(Tokens all, Duration lifetime) {
    return all.apiKey() == null ? byToken(all, lifetime) : Grant.of(all, null);
  }

  private Future<Secret> key(Secret identity) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    fields.put("client_id", settings.clientId());
    fields.put("client_secret", settings.revealedSecret());
    fields.put("requested_token", "openai-api-key");
    fields.put("subject_token", identity.reveal());
    fields.put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token");
    return keys.form(fields).map(TokenAnswer::access);
  }

  @Override
  public Future<Grant> adopt(SessionFacts session, Secret credential) {
    Tokens theirs = OpenAiCredential.read(credential);
    Duration left = OpenAiClaims.of(theirs.access()).left(clock.instant());
    boolean over = theirs.apiKey() == null && left != null && !left.isPositive();
    return over ? refresh(theirs) : Future.succeededFuture(grant(theirs, left));
  }

  @Override
  public Future<Void> revoke(OpenSession session) {
    Tokens ended = session.tokens();
    if (settings.revokeUrls().isEmpty() || ended.more(OpenAiCredential.ADOPTED) != null) {
      return Future.succeededFuture();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    boolean renewable = ended.refresh() != null;
    fields.put("token", (renewable ? ended.refresh() : ended.access()).reveal());
    fields.put("token_type_hint", renewable ? "refresh_token" : "access_token");
    fields.put("client_id", renewable ? settings.clientId() : null);
    return revocation.json(fields, Map.of()).mapEmpty();
  }
}
