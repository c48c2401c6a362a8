package dev.maestro.simulator.login;

import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.login.Refreshed.Denied;
import dev.maestro.simulator.login.Refreshed.Renewed;
import dev.maestro.simulator.login.Refreshed.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A vendor's codes, grants and tokens; only those that were used last. */
public final class Grants {
  private static final int MOST = 20_000;
  private static final int ACCESS_TOKENS = 3;
  private static final int REFRESH_TOKENS = 12;

  private final TokenShape shape;
  private final Map<String, Code> codes = new LinkedHashMap<>();
  private final Map<String, Grant> grants = new LinkedHashMap<>();
  private final Map<String, Grant> refreshTokens = new HashMap<>();
  private final Map<String, Access> accessTokens = new HashMap<>();
  private long opened;
  private long issued;
  private long expiredUpTo;
  private long refreshes;

  private record Access(Grant grant, long number, long expiresAt) {}

  Grants(TokenShape shape) {
    this.shape = shape;
  }

  synchronized String keep(Code code) {
    String text = Ids.random("ac_", 43);
    codes.put(text, code);
    if (codes.size() > MOST) {
      codes.remove(codes.keySet().iterator().next());
    }
    return text;
  }

  /** Takes a code in: whatever comes of it, it will not be taken again. */
  public synchronized Redeemed redeem(
      String text, String clientId, String redirectUri, String verifier) {
    Code code = codes.remove(text);
    if (code == null || now() >= code.expiresAt()) {
      return new Redeemed.Wrong("code");
    }
    if (!code.terms().clientId().equals(clientId)) {
      return new Redeemed.Wrong("client_id");
    }
    if (!code.redirectUri().equals(redirectUri)) {
      return new Redeemed.Wrong("redirect_uri");
    }
    return Pkce.proves(verifier, code.challenge())
        ? new Redeemed.Good(code.terms(), code.state())
        : new Redeemed.Wrong("code_verifier");
  }

  synchronized Issued open(Terms terms, Duration life) {
    Grant grant = new Grant("grant-" + ++opened, terms);
    grants.put(grant.id(), grant);
    if (grants.size() > MOST) {
      forget(grants.remove(grants.keySet().iterator().next()));
    }
    return issue(grant, life, terms.offline());
  }

  synchronized Refreshed refresh(String token, String clientId, String scope, Duration life) {
    Grant grant = refreshTokens.get(token);
    if (grant == null) {
      return new Denied(Why.UNKNOWN);
    }
    if (!grant.terms().clientId().equals(clientId)) {
      return new Denied(Why.OTHER_CLIENT);
    }
    if (!token.equals(grant.refreshTokens.getLast())) {
      grant.barred = true;
      return new Denied(Why.REUSED);
    }
    if (grant.revoked || grant.barred) {
      return new Denied(Why.REVOKED);
    }
    if (!grant.terms().coversAll(scope)) {
      return new Denied(Why.SCOPE);
    }
    if (grant.refreshExpired) {
      return new Denied(Why.EXPIRED);
    }
    grant.refreshes++;
    refreshes++;
    grants.remove(grant.id());
    grants.put(grant.id(), grant);
    return new Renewed(issue(grant, life, shape.rotates()));
  }

  private Issued issue(Grant grant, Duration life, boolean withRefresh) {
    Instant now = Instant.ofEpochMilli(now());
    Instant until = now.plus(life);
    String access = shape.access(grant, now, until);
    accessTokens.put(access, new Access(grant, ++issued, until.toEpochMilli()));
    trim(grant.accessTokens, access, ACCESS_TOKENS, accessTokens);
    String refresh = withRefresh ? shape.refresh() : "";
    if (withRefresh) {
      refreshTokens.put(refresh, grant);
      trim(grant.refreshTokens, refresh, REFRESH_TOKENS, refreshTokens);
    }
    return new Issued(grant, access, refresh, life.toSeconds());
  }

  private static void trim(Deque<String> tokens, String newest, int most, Map<String, ?> known) {
    tokens.addLast(newest);
    if (tokens.size() > most) {
      known.remove(tokens.removeFirst());
    }
  }

  private void forget(Grant grant) {
    grant.accessTokens.forEach(accessTokens::remove);
    grant.refreshTokens.forEach(refreshTokens::remove);
  }

  /** How an access token stands at the moment. */
  public synchronized Standing standing(String token) {
    Access access = accessTokens.get(token);
    if (access == null) {
      return Standing.UNKNOWN;
    }
    boolean expired = access.number() <= expiredUpTo || now() >= access.expiresAt();
    Standing.State state =
        access.grant().revoked
            ? Standing.State.REVOKED
            : expired ? Standing.State.EXPIRED : Standing.State.LIVE;
    return new Standing(state, Optional.of(access.grant()));
  }

  /** Whether a grant, by its id, is neither revoked nor forgotten. */
  public synchronized boolean stands(String id) {
    Grant grant = grants.get(id);
    return grant != null && !grant.revoked;
  }

  /** Ends the grant of a token; nothing where the token is not one of these. */
  public synchronized Optional<Grant> revoke(String token) {
    Access access = accessTokens.get(token);
    Optional<Grant> grant =
        Optional.ofNullable(access == null ? refreshTokens.get(token) : access.grant());
    grant.ifPresent(each -> each.revoked = true);
    return grant;
  }

  /** The client a refresh token was issued to. */
  public synchronized Optional<String> clientOf(String refreshToken) {
    return Optional.ofNullable(refreshTokens.get(refreshToken))
        .map(each -> each.terms().clientId());
  }

  public synchronized void revokeAll() {
    grants.values().forEach(grant -> grant.revoked = true);
  }

  public synchronized void expireAccessTokens() {
    expiredUpTo = issued;
  }

  /** Ends all refresh tokens for their age; access tokens stay as they are. */
  public synchronized void expireRefreshTokens() {
    grants.values().forEach(grant -> grant.refreshExpired = true);
  }

  /** How many refreshes brought new tokens. */
  public synchronized long refreshes() {
    return refreshes;
  }

  /** The same by grant; grants that could but did not are there too. */
  public synchronized Map<String, Integer> refreshesByGrant() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    grants.forEach((id, grant) -> {
      if (grant.terms().offline()) {
        counts.put(id, grant.refreshes);
      }
    });
    return counts;
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
