package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.login.Grant;
import dev.maestro.simulator.login.Jwt;
import dev.maestro.simulator.login.TokenShape;
import java.time.Instant;
import java.util.Optional;

/** Access tokens and id_tokens with the claims that the vendor puts there. */
public final class OpenAiTokens implements TokenShape {
  private static final String ISSUER = "https://auth.openai.com";
  private static final String AUTH = "https://api.openai.com/auth";
  private static final String ORGANIZATION = "org-simulated";
  private static final long ID_TOKEN_SECONDS = 3600;

  private final Jwt jwt;

  public OpenAiTokens(Jwt jwt) {
    this.jwt = jwt;
  }

  @Override
  public String access(Grant grant, Instant issuedAt, Instant expiresAt) {
    ObjectNode claims = claims(grant, issuedAt, expiresAt.getEpochSecond());
    claims.putArray("aud").add("https://api.openai.com/v1");
    claims.put("client_id", grant.terms().clientId());
    claims.putArray("scp").add("openid").add("profile").add("email").add("offline_access");
    account(claims, grant);
    return jwt.sign(claims);
  }

  @Override
  public String refresh() {
    return Ids.random("rt_", 64);
  }

  @Override
  public boolean rotates() {
    return true;
  }

  /** Names the organisation only where there is one and the client asked for it. */
  String idToken(Grant grant, boolean organization) {
    Instant now = Instant.now();
    ObjectNode claims = claims(grant, now, now.getEpochSecond() + ID_TOKEN_SECONDS);
    claims.putArray("aud").add(grant.terms().clientId());
    claims
        .put("auth_time", now.getEpochSecond())
        .put("email", grant.email())
        .put("email_verified", true);
    ObjectNode auth = account(claims, grant);
    var organizations = auth.putArray("organizations");
    auth.putArray("groups");
    if (organization && grant.terms().organizations()) {
      organizations
          .addObject()
          .put("id", ORGANIZATION)
          .put("is_default", true)
          .put("role", "owner")
          .put("title", "Simulated");
      auth.put("organization_id", ORGANIZATION)
          .put("project_id", "proj_simulated")
          .put("completed_platform_onboarding", true)
          .put("is_org_owner", true);
    }
    return jwt.sign(claims);
  }

  private static ObjectNode claims(Grant grant, Instant issuedAt, long expiresAt) {
    return Json.object()
        .put("iss", ISSUER)
        .put("sub", "auth0|" + grant.account())
        .put("iat", issuedAt.getEpochSecond())
        .put("nbf", issuedAt.getEpochSecond())
        .put("exp", expiresAt)
        .put("jti", Ids.hex("", 32))
        .put("sid", grant.id());
  }

  private static ObjectNode account(ObjectNode claims, Grant grant) {
    claims.putObject("https://api.openai.com/profile").put("email", grant.email());
    return claims
        .putObject(AUTH)
        .put("chatgpt_account_id", grant.account())
        .put("chatgpt_user_id", "user-" + grant.id())
        .put("user_id", "user-" + grant.id())
        .put("chatgpt_plan_type", "plus");
  }

  /** The claims of an id_token that was signed here and is not too old. */
  Optional<ObjectNode> current(String idToken) {
    return jwt.verified(idToken)
        .filter(claims -> claims.has("auth_time"))
        .filter(claims -> claims.path("exp").asLong() > Instant.now().getEpochSecond());
  }

  static boolean hasOrganization(ObjectNode claims) {
    return claims.path(AUTH).hasNonNull("organization_id");
  }
}
