package dev.maestro.simulator.login;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;

/** Google's one service account, whose key is made when somebody first asks for it. */
public final class ServiceAccount {
  private static final long LONGEST = 3600;
  private static final long SKEW = 300;
  private static final String EMAIL = "simulated@sim-project.iam.gserviceaccount.com";

  private static final String UNTIMELY =
      "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
          + " Check your iat and exp values in the JWT claim.";

  private final String keyId = Ids.hex("", 40);
  private KeyPair pair;

  /** The file that the vendor's console would hand out. */
  synchronized String file(String tokenUrl) {
    if (pair == null) {
      pair = generated();
    }
    String key =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return Json.object()
        .put("type", "service_account")
        .put("project_id", LoginSettings.PROJECT)
        .put("private_key_id", keyId)
        .put("private_key", key)
        .put("client_email", EMAIL)
        .put("client_id", "100000000000000000001")
        .put("auth_uri", tokenUrl.replace("/token", "/o/oauth2/v2/auth"))
        .put("token_uri", tokenUrl)
        .put("universe_domain", "googleapis.com")
        .toPrettyString();
  }

  /**
   * What an assertion is worth.
   *
   * @param scope what it asks for
   * @param fault what is wrong with it, as Google says it; empty if all is well
   */
  public record Judged(String scope, String fault) {}

  synchronized Judged judge(String assertion, String audience, long now) {
    Optional<Jwt.Parts> parts = Jwt.Parts.of(assertion);
    if (parts.isEmpty()) {
      return new Judged("", "Invalid JWT: Malformed token.");
    }
    ObjectNode claims = parts.orElseThrow().claims();
    String scope = claims.path("scope").asText();
    if (pair == null || !claims.path("iss").asText().equals(EMAIL)) {
      return new Judged(scope, "Invalid grant: account not found");
    }
    if (!signed(parts.orElseThrow())) {
      return new Judged(scope, "Invalid JWT Signature.");
    }
    if (!claims.path("aud").asText().equals(audience)) {
      return new Judged(scope, "Invalid JWT: Failed audience check.");
    }
    if (scope.isBlank()) {
      return new Judged(scope, "Invalid OAuth scope or ID token audience provided.");
    }
    long from = claims.path("iat").asLong();
    long to = claims.path("exp").asLong();
    boolean timely = from <= now + SKEW && to > now - SKEW && to > from && to - from <= LONGEST;
    return new Judged(scope, timely ? "" : UNTIMELY);
  }

  private boolean signed(Jwt.Parts parts) {
    if (!parts.header().path("alg").asText().equals("RS256")
        || !parts.header().path("kid").asText(keyId).equals(keyId)) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(pair.getPublic());
      signature.update(parts.signed().getBytes());
      return signature.verify(parts.signature().getBytes());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static KeyPair generated() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
