package dev.maestro.provider.gemini;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.TokenAnswer;
import dev.maestro.api.oauth.TokenEndpoint;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.OAuthSettings;
import dev.maestro.api.upstream.UpstreamClient;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens of Google's credential files, and again of what a session keeps of one. */
final class GoogleAccount {
  private static final String CLIENT_ID = "client-id";
  private static final String CLIENT_SECRET = "client-secret";
  private static final String ACCOUNT = "service-account";

  private final OAuthSettings settings;
  private final UpstreamClient upstream;
  private final InstantSource clock;

  GoogleAccount(OAuthSettings settings, UpstreamClient upstream, InstantSource clock) {
    this.settings = settings;
    this.upstream = upstream;
    this.clock = clock;
  }

  /** Whether a session keeps credentials that are another program's too. */
  static boolean isKept(Tokens tokens) {
    return tokens.more(ACCOUNT) != null || tokens.more(CLIENT_SECRET) != null;
  }

  /** The next token of a session that keeps its credentials. */
  Future<Grant> again(Tokens before) {
    Secret account = before.more(ACCOUNT);
    return account == null
        ? refreshed(before, before.more(CLIENT_ID).reveal(), before.more(CLIENT_SECRET).reveal())
        : adopted(GoogleCredential.read(account.reveal(), "credential"));
  }

  /** The next token of a person's login; Google names no other refresh token. */
  Future<Grant> refreshed(Tokens before, String clientId, String clientSecret) {
    return refresh(before.neededRefresh(), clientId, clientSecret)
        .map(answer -> Grant.of(answer.over(before), answer.lifetime()));
  }

  /** A first token, with the credentials kept beside it. */
  Future<Grant> adopted(GoogleCredential credential) {
    return first(credential)
        .map(answer ->
            Grant.of(kept(answer.over(null), credential), answer.lifetime()).ofWorkload());
  }

  private static Tokens kept(Tokens given, GoogleCredential credential) {
    return switch (credential) {
      case GoogleCredential.Account account -> given.with(ACCOUNT, account.file());
      case GoogleCredential.User user -> {
        Tokens whole =
            given
                .withRefresh(user.refresh())
                .with(CLIENT_ID, Secret.of(user.clientId()))
                .with(CLIENT_SECRET, user.clientSecret());
        yield paying(whole, user);
      }
    };
  }

  /** A first token alone, of credentials that stay where they are. */
  Future<Grant> borrowed(GoogleCredential credential) {
    return first(credential)
        .map(answer -> {
          Tokens alone = answer.over(null).withRefresh(null);
          Tokens paid =
              credential instanceof GoogleCredential.User user ? paying(alone, user) : alone;
          return Grant.of(paid, answer.lifetime()).ofWorkload();
        });
  }

  private static Tokens paying(Tokens tokens, GoogleCredential.User user) {
    return user.quotaProject() == null
        ? tokens
        : tokens.with(GeminiConfig.QUOTA_PROJECT, Secret.of(user.quotaProject()));
  }

  private Future<TokenAnswer> first(GoogleCredential credential) {
    return switch (credential) {
      case GoogleCredential.User user ->
          refresh(user.refresh(), user.clientId(), user.clientSecret().reveal());
      case GoogleCredential.Account account -> assertion(account);
    };
  }

  private Future<TokenAnswer> refresh(Secret token, String clientId, String clientSecret) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("client_id", clientId);
    fields.put("client_secret", clientSecret);
    fields.put("refresh_token", token.reveal());
    fields.put("grant_type", "refresh_token");
    return new TokenEndpoint(upstream, settings.tokenUrls()).form(fields);
  }

  /** Google's files say where they are redeemed; a forged one could say anything. */
  private Future<TokenAnswer> assertion(GoogleCredential.Account account) {
    List<String> known = settings.tokenUrls();
    String audience = account.tokenUri() == null ? known.getFirst() : account.tokenUri();
    if (!known.contains(audience)) {
      throw ProviderException.invalid(
          "token_uri",
          "the service account's file names an endpoint that is not Google's",
          "If it is right, add it to the setting oauth.token-url.");
    }
    return Aside.run(
            () -> GoogleAssertion.signed(account, settings.scopes(), audience, clock.instant()))
        .compose(assertion -> {
          Map<String, String> fields = new LinkedHashMap<>();
          fields.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
          fields.put("assertion", assertion.reveal());
          return new TokenEndpoint(upstream, List.of(audience)).form(fields);
        })
        .recover(GoogleAccount::ofWorkload);
  }

  /** Nobody can log a workload in: what Google dislikes is the key, or this machine's clock. */
  private static Future<TokenAnswer> ofWorkload(Throwable cause) {
    return cause instanceof ProviderException refusal && refusal.kind() == ErrorKind.NEEDS_LOGIN
        ? Future.failedFuture(
            ProviderException.of(
                ErrorKind.FORBIDDEN,
                refusal.getMessage()
                    + " Check this machine's clock, and that the service account's key is still"
                    + " valid."))
        : Future.failedFuture(cause);
  }
}
